package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import pro.livestream.contracts.Topic;

/** The text of a message was replaced. */
public record ChatMessageEdited(
        String eventType,
        String tenant,
        UUID streamId,
        UUID userId,
        UUID commentId,
        String message,
        Instant editedAt,
        String epoch,
        long offset,
        long version)
        implements Event {

    public static final String TYPE = "stream_chat_message_edited";

    public ChatMessageEdited(
            String tenant,
            UUID streamId,
            UUID userId,
            UUID commentId,
            String message,
            Instant editedAt,
            String epoch,
            long offset,
            long version) {
        this(TYPE, tenant, streamId, userId, commentId, message, editedAt, epoch, offset, version);
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
