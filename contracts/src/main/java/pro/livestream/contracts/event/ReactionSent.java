package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import pro.livestream.contracts.Topic;

/** A viewer reacted with a stamp. */
public record ReactionSent(
        String eventType,
        String tenant,
        UUID streamId,
        UUID reactionId,
        UUID userId,
        int stampId,
        String stampName,
        Instant createdAt)
        implements Event {

    public static final String TYPE = "stream_reaction";

    public ReactionSent(
            String tenant,
            UUID streamId,
            UUID reactionId,
            UUID userId,
            int stampId,
            String stampName,
            Instant createdAt) {
        this(TYPE, tenant, streamId, reactionId, userId, stampId, stampName, createdAt);
    }

    @Override
    public Topic topic() {
        return Topic.STREAMS_REACTIONS;
    }

    @Override
    public String key() {
        return streamId.toString();
    }
}
