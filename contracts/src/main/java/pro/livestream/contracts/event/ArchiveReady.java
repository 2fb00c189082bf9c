package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import pro.livestream.contracts.Topic;

/** A recording can be watched. */
public record ArchiveReady(
        String eventType,
        String tenant,
        UUID streamId,
        UUID archiveId,
        UUID userId,
        String title,
        String visibility,
        int durationS,
        long fileSize,
        Instant readyAt,
        long version)
        implements Event {

    public static final String TYPE = "archive_ready";

    public ArchiveReady(
            String tenant,
            UUID streamId,
            UUID archiveId,
            UUID userId,
            String title,
            String visibility,
            int durationS,
            long fileSize,
            Instant readyAt,
            long version) {
        this(TYPE, tenant, streamId, archiveId, userId, title, visibility, durationS, fileSize, readyAt, version);
    }

    @Override
    public Topic topic() {
        return Topic.ARCHIVE_READY;
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
