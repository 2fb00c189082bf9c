package pro.livestream.archive.replay;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message as the chat showed it in the end. */
public record ReplayComment(
        UUID id,
        UUID streamId,
        UUID userId,
        String username,
        String message,
        Instant createdAt,
        String messageType,
        long offset,
        @Nullable UUID replyTo,
        @Nullable Instant editedAt) {}
