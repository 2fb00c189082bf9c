package pro.livestream.archive.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message as the chat showed it in the end; what was paid, in the currency's minor unit, of super chats only. */
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
        @Nullable Instant editedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long amount,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String currency,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer tier) {}
