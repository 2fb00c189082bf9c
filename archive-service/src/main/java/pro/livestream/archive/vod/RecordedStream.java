package pro.livestream.archive.vod;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.RecordingGap;
import pro.livestream.contracts.event.StreamEnded;
import pro.livestream.contracts.event.StreamRecorded;

/** A stream that is over, and where its recording is; no bucket is our own. */
public record RecordedStream(
        UUID streamId,
        UUID userId,
        String title,
        String visibility,
        Instant startedAt,
        Instant endedAt,
        @Nullable String bucket,
        String manifest,
        List<RecordingGap> gaps) {

    public RecordedStream {
        gaps = List.copyOf(gaps);
    }

    /** Empty where nothing was recorded, or that is still to come. */
    public static Optional<RecordedStream> of(StreamEnded stream) {
        @Nullable String manifest = stream.recordingManifest();
        return manifest == null
                ? Optional.empty()
                : Optional.of(new RecordedStream(
                        stream.streamId(),
                        stream.userId(),
                        stream.title(),
                        stream.visibility(),
                        stream.startedAt(),
                        stream.endedAt(),
                        stream.recordingBucket(),
                        manifest,
                        stream.gaps()));
    }

    public static RecordedStream of(StreamRecorded stream) {
        return new RecordedStream(
                stream.streamId(),
                stream.userId(),
                stream.title(),
                stream.visibility(),
                stream.startedAt(),
                stream.endedAt(),
                stream.recordingBucket(),
                stream.recordingManifest(),
                stream.gaps());
    }
}
