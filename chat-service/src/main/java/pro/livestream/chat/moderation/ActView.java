package pro.livestream.chat.moderation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One act of moderation in the log of a channel; {@code details} has what was before and after, where something changed. */
public record ActView(
        UUID id,
        UUID streamId,
        UUID actorId,
        String action,
        @Nullable UUID targetId,
        @Nullable UUID commentId,
        @Nullable String reason,
        @Nullable Instant until,
        @Nullable JsonNode details,
        Instant createdAt) {}
