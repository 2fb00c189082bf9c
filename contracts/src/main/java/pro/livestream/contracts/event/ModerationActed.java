package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Topic;

/**
 * Somebody moderated a chat: {@code action} is ban, unban, timeout, mute, delete, clear, pin, unpin, settings, policy, moderator,
 * term_add, term_change, term_remove, held_approve or held_reject. More may follow.
 */
public record ModerationActed(
        String eventType,
        String tenant,
        UUID streamId,
        UUID actionId,
        String action,
        UUID actorId,
        @Nullable UUID targetId,
        @Nullable UUID commentId,
        @Nullable String reason,
        @Nullable Instant until,
        Instant createdAt)
        implements Event {

    public static final String TYPE = "stream_moderation";

    public ModerationActed(
            String tenant,
            UUID streamId,
            UUID actionId,
            String action,
            UUID actorId,
            @Nullable UUID targetId,
            @Nullable UUID commentId,
            @Nullable String reason,
            @Nullable Instant until,
            Instant createdAt) {
        this(TYPE, tenant, streamId, actionId, action, actorId, targetId, commentId, reason, until, createdAt);
    }

    @Override
    public Topic topic() {
        return Topic.STREAMS_MODERATION;
    }

    @Override
    public String key() {
        return streamId.toString();
    }
}
