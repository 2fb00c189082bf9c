package pro.livestream.gateway.apikey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Claims;
import pro.livestream.gateway.session.Secrets;
import pro.livestream.gateway.token.Subject;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Finds out whose key a request bears; makes and deletes keys. */
@ApplicationScoped
public class ApiKeys {
    private static final String PREFIX = "lsk_";
    private static final String SECRET_KEY_ID = UUID.nameUUIDFromBytes(
                    "API_SECRET_KEY".getBytes(StandardCharsets.UTF_8))
            .toString();

    private final TenantDatabase database;
    private final ApiKeyStore store;
    private final Optional<String> secret;
    private final Cache<Key, ApiKey> remembered;

    private record Key(Tenant tenant, String hash) {}

    /** A new key with its secret, which is told this once. */
    record Made(ApiKey key, String secret) {}

    ApiKeys(TenantDatabase database, ApiKeyStore store, ApiKeyConfig config) {
        this.database = database;
        this.store = store;
        this.secret = config.secret().filter(text -> !text.isBlank());
        this.remembered = Caffeine.newBuilder()
                .maximumSize(config.rememberedMax())
                .expireAfterWrite(config.rememberedFor())
                .build();
    }

    /** Empty for a key that the tenant does not have. */
    public Uni<Optional<Subject>> subject(Tenant tenant, String given) {
        if (secret.isPresent() && Secrets.same(secret.get(), given)) {
            return Uni.createFrom().item(Optional.of(ofSecret(tenant)));
        }
        var key = new Key(tenant, HexFormat.of().formatHex(Secrets.hash(given)));
        var known = remembered.getIfPresent(key);
        if (known != null) {
            return Uni.createFrom().item(Optional.of(subject(tenant, known)));
        }
        return database.inTransaction(tenant, tx -> store.bySecret(tx, given))
                .invoke(found -> found.ifPresent(one -> remembered.put(key, one)))
                .map(found -> found.map(one -> subject(tenant, one)));
    }

    Uni<Made> make(Tenant tenant, String name, Set<String> scopes, @Nullable UUID createdBy) {
        var made =
                new Made(new ApiKey(Ids.next(), name, scopes, Clock.systemUTC().instant()), PREFIX + Secrets.next());
        return database.inTransaction(tenant, tx -> store.insert(tx, made.key(), made.secret(), createdBy))
                .replaceWith(made);
    }

    Uni<Page<ApiKey>> list(Tenant tenant, PageRequest request) {
        var before = request.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        return database.inTransaction(tenant, tx -> store.before(tx, before, request.limit() + 1))
                .map(found -> Page.of(found, request, key -> Cursor.of(key.apiKeyId())));
    }

    Uni<Boolean> revoke(Tenant tenant, UUID id) {
        return database.inTransaction(
                        tenant, tx -> store.revoke(tx, id, Clock.systemUTC().instant()))
                .invoke(() -> remembered
                        .asMap()
                        .values()
                        .removeIf(key -> key.apiKeyId().equals(id)));
    }

    private static Subject subject(Tenant tenant, ApiKey key) {
        return Subject.apiKey(tenant, key.apiKeyId().toString(), key.name(), Set.of(), key.scopes());
    }

    /** The operator's own key may do what an admin may, and in the default tenant what the platform's may. */
    private static Subject ofSecret(Tenant tenant) {
        var groups = tenant.equals(Tenant.DEFAULT)
                ? Set.of(Claims.GROUP_ADMIN, Claims.GROUP_PLATFORM_ADMIN)
                : Set.of(Claims.GROUP_ADMIN);
        return Subject.apiKey(tenant, SECRET_KEY_ID, "API_SECRET_KEY", groups, Set.of(Claims.SCOPE_ALL));
    }
}
