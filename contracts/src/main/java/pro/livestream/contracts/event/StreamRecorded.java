package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import pro.livestream.contracts.Topic;

/**
 * The recording of a stream that was over before it: its media server made it, and it has been fetched. Where {@link StreamEnded} names a
 * manifest already, this is not told.
 */
public record StreamRecorded(
        String eventType,
        String tenant,
        UUID streamId,
        UUID userId,
        String title,
        String visibility,
        String mediaProvider,
        String recordingBucket,
        String recordingManifest,
        List<RecordingGap> gaps,
        Instant startedAt,
        Instant endedAt,
        long version)
        implements Event {

    public static final String TYPE = "stream_recorded";

    public StreamRecorded {
        gaps = List.copyOf(gaps);
    }

    public StreamRecorded(
            String tenant,
            UUID streamId,
            UUID userId,
            String title,
            String visibility,
            String mediaProvider,
            String recordingBucket,
            String recordingManifest,
            List<RecordingGap> gaps,
            Instant startedAt,
            Instant endedAt,
            long version) {
        this(
                TYPE,
                tenant,
                streamId,
                userId,
                title,
                visibility,
                mediaProvider,
                recordingBucket,
                recordingManifest,
                gaps,
                startedAt,
                endedAt,
                version);
    }

    @Override
    public Topic topic() {
        return Topic.STREAM_RECORDED;
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
