package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Topic;

/** A stream is over; {@code recordingManifest} is the S3 key of its manifest, null when nothing was recorded. */
public record StreamEnded(
        String eventType,
        String tenant,
        UUID streamId,
        UUID userId,
        String title,
        String visibility,
        String reason,
        String mediaProvider,
        @Nullable String recordingBucket,
        @Nullable String recordingManifest,
        List<RecordingGap> gaps,
        Instant startedAt,
        Instant endedAt,
        int peakViewerCount,
        int totalViewers,
        long version)
        implements Event {

    public static final String TYPE = "stream_ended";

    public StreamEnded {
        gaps = List.copyOf(gaps);
    }

    public StreamEnded(
            String tenant,
            UUID streamId,
            UUID userId,
            String title,
            String visibility,
            String reason,
            String mediaProvider,
            @Nullable String recordingBucket,
            @Nullable String recordingManifest,
            List<RecordingGap> gaps,
            Instant startedAt,
            Instant endedAt,
            int peakViewerCount,
            int totalViewers,
            long version) {
        this(
                TYPE,
                tenant,
                streamId,
                userId,
                title,
                visibility,
                reason,
                mediaProvider,
                recordingBucket,
                recordingManifest,
                gaps,
                startedAt,
                endedAt,
                peakViewerCount,
                totalViewers,
                version);
    }

    @Override
    public Topic topic() {
        return Topic.STREAM_ENDED;
    }

    @Override
    public String key() {
        return streamId.toString();
    }

    @Override
    public Long aggregateVersion() {
        return version;
    }
}
