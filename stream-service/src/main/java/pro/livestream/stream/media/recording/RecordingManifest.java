package pro.livestream.stream.media.recording;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import pro.livestream.contracts.event.RecordingGap;

/** What a recording consists of; archives are made from nothing else. */
record RecordingManifest(
        int version,
        String tenant,
        UUID streamId,
        UUID userId,
        boolean complete,
        Instant updatedAt,
        List<Entry> segments,
        List<RecordingGap> gaps) {

    static final int VERSION = 1;

    RecordingManifest {
        segments = List.copyOf(segments);
        gaps = List.copyOf(gaps);
    }

    /** One object in the bucket; segments of one {@code run} share a time line and can be joined as they are. */
    record Entry(
            int seq,
            String key,
            int run,
            String container,
            Instant start,
            double durationS,
            long bytes,
            String sha256) {}
}
