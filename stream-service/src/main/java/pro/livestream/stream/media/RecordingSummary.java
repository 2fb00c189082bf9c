package pro.livestream.stream.media;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.RecordingGap;

/** Where a finished recording is and what it lacks; no manifest when nothing was recorded. */
public record RecordingSummary(
        @Nullable String bucket, @Nullable String manifest, List<RecordingGap> gaps) {

    public static final RecordingSummary NOTHING = new RecordingSummary(null, null, List.of());

    public RecordingSummary {
        gaps = List.copyOf(gaps);
    }
}
