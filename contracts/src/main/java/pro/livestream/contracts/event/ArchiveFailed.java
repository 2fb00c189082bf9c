package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import pro.livestream.contracts.Topic;

/** A recording could not be made into an archive. */
public record ArchiveFailed(
        String eventType,
        String tenant,
        UUID streamId,
        UUID archiveId,
        UUID userId,
        String title,
        String failure,
        Instant failedAt,
        long version)
        implements Event {

    public static final String TYPE = "archive_failed";

    public ArchiveFailed(
            String tenant,
            UUID streamId,
            UUID archiveId,
            UUID userId,
            String title,
            String failure,
            Instant failedAt,
            long version) {
        this(TYPE, tenant, streamId, archiveId, userId, title, failure, failedAt, version);
    }

    @Override
    public Topic topic() {
        return Topic.ARCHIVE_FAILED;
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
