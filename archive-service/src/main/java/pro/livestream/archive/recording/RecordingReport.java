package pro.livestream.archive.recording;

import java.util.List;
import pro.livestream.contracts.event.RecordingGap;

/** How much of the recording is in the archive; {@code complete} says whether the recorder closed its manifest. */
public record RecordingReport(int expectedSegments, int storedSegments, boolean complete, List<RecordingGap> gaps) {

    public RecordingReport {
        gaps = gaps == null ? List.of() : List.copyOf(gaps);
    }
}
