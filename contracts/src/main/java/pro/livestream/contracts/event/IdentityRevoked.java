package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Topic;

/** Tokens issued until {@code issuedBefore} are void: those of the session, or all of the user's when {@code sessionId} is null. */
public record IdentityRevoked(
        String eventType,
        String tenant,
        UUID userId,
        @Nullable UUID sessionId,
        Instant issuedBefore,
        String reason) implements Event {

    public static final String TYPE = "identity_revoked";

    public IdentityRevoked(String tenant, UUID userId, @Nullable UUID sessionId, Instant issuedBefore, String reason) {
        this(TYPE, tenant, userId, sessionId, issuedBefore, reason);
    }

    @Override
    public Topic topic() {
        return Topic.IDENTITY_REVOCATIONS;
    }

    @Override
    public String key() {
        return userId.toString();
    }
}
