package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Topic;

/** A message was stored in a room; {@code offset} rises by one per room and act, within {@code epoch}. */
public record ChatMessagePosted(
        String eventType,
        String tenant,
        UUID streamId,
        UUID userId,
        String username,
        String message,
        Instant createdAt,
        UUID commentId,
        String messageType,
        String epoch,
        long offset,
        @Nullable UUID replyTo,
        long version)
        implements Event {

    public static final String TYPE = "stream_chat_message";

    public ChatMessagePosted(
            String tenant,
            UUID streamId,
            UUID userId,
            String username,
            String message,
            Instant createdAt,
            UUID commentId,
            String messageType,
            String epoch,
            long offset,
            @Nullable UUID replyTo,
            long version) {
        this(
                TYPE,
                tenant,
                streamId,
                userId,
                username,
                message,
                createdAt,
                commentId,
                messageType,
                epoch,
                offset,
                replyTo,
                version);
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
