package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import pro.livestream.contracts.Topic;

/** A message was removed, by its author or a moderator ({@code userId}). */
public record ChatMessageDeleted(
        String eventType,
        String tenant,
        UUID streamId,
        UUID userId,
        UUID commentId,
        Instant deletedAt,
        String epoch,
        long offset,
        long version)
        implements Event {

    public static final String TYPE = "stream_chat_message_deleted";

    public ChatMessageDeleted(
            String tenant,
            UUID streamId,
            UUID userId,
            UUID commentId,
            Instant deletedAt,
            String epoch,
            long offset,
            long version) {
        this(TYPE, tenant, streamId, userId, commentId, deletedAt, epoch, offset, version);
    }

    @Override
    public Topic topic() {
        return Topic.STREAMS_CHAT;
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
