package pro.livestream.gateway.token;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Claims;
import pro.livestream.platform.tenant.Tenant;

/** Whom a token is about: what its claims will say beside times and ids. */
public record Subject(
        String kind,
        Tenant tenant,
        String id,
        String name,
        Set<String> groups,
        Set<String> scopes,
        @Nullable String sessionId) {

    public Subject {
        groups = Set.copyOf(groups);
        scopes = Set.copyOf(scopes);
    }

    public static Subject user(Tenant tenant, String userId, String username, Set<String> groups, String sessionId) {
        return new Subject(Claims.KIND_USER, tenant, userId, username, groups, Set.of(), sessionId);
    }

    public static Subject apiKey(Tenant tenant, String keyId, String name, Set<String> groups, Set<String> scopes) {
        return new Subject(Claims.KIND_API_KEY, tenant, keyId, name, groups, scopes, null);
    }

    public static Subject service(Tenant tenant, String service) {
        return new Subject(Claims.KIND_SERVICE, tenant, service, service, Set.of(), Set.of(), null);
    }

    public static Subject anonymous(Tenant tenant, String viewerId) {
        return new Subject(Claims.KIND_ANONYMOUS, tenant, viewerId, "anonymous", Set.of(), Set.of(), null);
    }
}
