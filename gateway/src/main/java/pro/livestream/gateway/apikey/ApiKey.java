package pro.livestream.gateway.apikey;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** A key's public part. */
record ApiKey(UUID apiKeyId, String name, Set<String> scopes, Instant createdAt) {
    ApiKey {
        scopes = Set.copyOf(scopes);
    }
}
