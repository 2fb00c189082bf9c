package pro.livestream.platform.identity;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Claims;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.tenant.Tenant;

/** Who calls, as the gateway's token says; the only source of caller and tenant. */
public record Caller(
        Kind kind,
        Tenant tenant,
        String subject,
        String username,
        Set<String> groups,
        Set<String> scopes,
        @Nullable String sessionId,
        String tokenId,
        Instant issuedAt,
        Instant expiresAt) {

    public Caller {
        groups = Set.copyOf(groups);
        scopes = Set.copyOf(scopes);
    }

    /** A person, a server with an API key, one of our services, or nobody known. */
    public enum Kind {
        USER,
        API_KEY,
        SERVICE,
        ANONYMOUS
    }

    public boolean isUser() {
        return kind == Kind.USER;
    }

    /** The user's id; refuses callers that are no users. */
    public UUID userId() {
        if (!isUser()) {
            throw Refusal.forbidden("Only a user can do this").refused();
        }
        return UUID.fromString(subject);
    }

    public boolean hasGroup(String group) {
        return groups.contains(group);
    }

    public boolean hasScope(String scope) {
        return scopes.contains(Claims.SCOPE_ALL) || scopes.contains(scope);
    }

    public boolean isAdmin() {
        return hasGroup(Claims.GROUP_ADMIN) || hasGroup(Claims.GROUP_PLATFORM_ADMIN);
    }

    /** Moderates the whole tenant. */
    public boolean isTenantModerator() {
        return isAdmin() || hasGroup(Claims.GROUP_MODERATOR);
    }
}
