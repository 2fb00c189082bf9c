package pro.livestream.gateway.session;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** A user who is logged in somewhere, with what the tokens say about that user. */
public record Session(UUID sessionId, UUID userId, String username, Set<String> groups, Instant expiresAt) {

    public Session {
        groups = Set.copyOf(groups);
    }
}
