package pro.livestream.chat.moderation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One act of moderation in the log of a channel. */
public record ActView(
        UUID id,
        UUID streamId,
        UUID actorId,
        String action,
        @Nullable UUID targetId,
        @Nullable UUID commentId,
        @Nullable String reason,
        @Nullable Instant until,
        Instant createdAt) {}
