package pro.livestream.gateway.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import pro.livestream.contracts.event.IdentityRevoked;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

/** Starts, finds, refreshes and ends sessions. */
@ApplicationScoped
public class Sessions {
    private static final Duration KEPT_AFTER_END = Duration.ofDays(7);

    private final TenantDatabase database;
    private final Tenants tenants;
    private final SessionStore store;
    private final RevocationStore revocations;
    private final RevocationIndex index;
    private final SessionConfig config;
    private final Cache<Key, Session> remembered;

    private record Key(Tenant tenant, String cookieHash) {}

    Sessions(
            TenantDatabase database,
            Tenants tenants,
            SessionStore store,
            RevocationStore revocations,
            RevocationIndex index,
            SessionConfig config) {
        this.database = database;
        this.tenants = tenants;
        this.store = store;
        this.revocations = revocations;
        this.index = index;
        this.config = config;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(config.rememberedMax())
                .expireAfterWrite(config.rememberedFor())
                .build();
    }

    public Duration life() {
        return config.life();
    }

    /** In the transaction that found the user's credentials good. */
    public Uni<SessionSecrets> start(SqlConnection tx, UUID userId, String username, Set<String> groups) {
        var now = now();
        var session = new Session(Ids.next(), userId, username, groups, now.plus(config.life()));
        var secrets = new SessionSecrets(session, Secrets.next(), Secrets.next());
        return store.insert(tx, session, secrets.cookie(), now)
                .chain(() -> store.insertRefreshToken(tx, session.sessionId(), secrets.refreshToken(), now))
                .replaceWith(secrets);
    }

    public Uni<Optional<Session>> byCookie(Tenant tenant, String cookie) {
        var key = new Key(tenant, java.util.HexFormat.of().formatHex(Secrets.hash(cookie)));
        var known = remembered.getIfPresent(key);
        if (known != null) {
            return Uni.createFrom().item(live(tenant, known));
        }
        return database.inTransaction(tenant, tx -> store.byCookie(tx, cookie, now()))
                .invoke(found -> found.ifPresent(session -> remembered.put(key, session)))
                .map(found -> found.flatMap(session -> live(tenant, session)));
    }

    /** Empty when the token is not valid; one that was used before ends its whole session. */
    public Uni<Optional<SessionSecrets>> refresh(Tenant tenant, String refreshToken) {
        var now = now();
        var revoked = new ArrayList<IdentityRevoked>();
        return database.inTransaction(
                        tenant,
                        tx -> store.useRefreshToken(tx, refreshToken, now)
                                .chain(used -> used.isPresent()
                                        ? renew(tx, used.get(), now)
                                        : endReused(tx, tenant, refreshToken, revoked)))
                .invoke(() -> index.add(revoked));
    }

    /** Ends one session; a second end changes nothing. */
    public Uni<Void> end(Tenant tenant, UUID sessionId, String reason) {
        var revoked = new ArrayList<IdentityRevoked>();
        return database.inTransaction(tenant, tx -> end(tx, tenant, sessionId, reason, revoked))
                .invoke(() -> index.add(revoked));
    }

    /**
     * Ends all sessions of a user within the transaction of what ended them; the returned revocations count here once
     * {@link #ended} is told after the commit.
     */
    public Uni<List<IdentityRevoked>> endAll(SqlConnection tx, Tenant tenant, UUID userId, String reason) {
        var now = now();
        return store.endAll(tx, userId, reason, now)
                .map(ids -> ids.stream()
                        .map(id -> new IdentityRevoked(tenant.name(), userId, id, now, reason))
                        .toList())
                .call(all -> Multi.createFrom()
                        .iterable(all)
                        .onItem()
                        .transformToUniAndConcatenate(one -> revocations.add(tx, one))
                        .collect()
                        .last());
    }

    /** Voids every token that the user has got so far, of whatever session. */
    public Uni<List<IdentityRevoked>> revokeUser(SqlConnection tx, Tenant tenant, UUID userId, String reason) {
        var revoked = new IdentityRevoked(tenant.name(), userId, null, now(), reason);
        return store.endAll(tx, userId, reason, now())
                .chain(ids -> revocations.add(tx, revoked).replaceWith(() -> {
                    var all = new ArrayList<IdentityRevoked>();
                    all.add(revoked);
                    ids.forEach(id ->
                            all.add(new IdentityRevoked(tenant.name(), userId, id, revoked.issuedBefore(), reason)));
                    return List.copyOf(all);
                }));
    }

    public void ended(List<IdentityRevoked> revoked) {
        index.add(revoked);
    }

    private Uni<Optional<SessionSecrets>> renew(SqlConnection tx, UUID sessionId, Instant now) {
        return store.byId(tx, sessionId, now).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(Optional.<SessionSecrets>empty());
            }
            var old = found.get();
            var session =
                    new Session(old.sessionId(), old.userId(), old.username(), old.groups(), now.plus(config.life()));
            var secrets = new SessionSecrets(session, Secrets.next(), Secrets.next());
            return store.renew(tx, sessionId, secrets.cookie(), session.expiresAt())
                    .chain(() -> store.insertRefreshToken(tx, sessionId, secrets.refreshToken(), now))
                    .replaceWith(Optional.of(secrets));
        });
    }

    private Uni<Optional<SessionSecrets>> endReused(
            SqlConnection tx, Tenant tenant, String token, List<IdentityRevoked> revoked) {
        return store.ownerOf(tx, token)
                .chain(owner -> owner.isPresent()
                        ? end(tx, tenant, owner.get().sessionId(), "refresh_token_reused", revoked)
                        : Uni.createFrom().voidItem())
                .replaceWith(Optional.empty());
    }

    private Uni<Void> end(
            SqlConnection tx, Tenant tenant, UUID sessionId, String reason, List<IdentityRevoked> revoked) {
        return store.end(tx, sessionId, reason, now()).chain(userId -> {
            if (userId.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            var one = new IdentityRevoked(tenant.name(), userId.get(), sessionId, now(), reason);
            revoked.add(one);
            return revocations.add(tx, one);
        });
    }

    @Scheduled(every = "6h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> deleteExpired() {
        return tenants.forEachReady(
                "expired sessions",
                tenant -> database.inTransaction(tenant, tx -> store.deleteExpired(tx, now().minus(KEPT_AFTER_END))));
    }

    private Optional<Session> live(Tenant tenant, Session session) {
        return index.isRevoked(tenant, session) || session.expiresAt().isBefore(now())
                ? Optional.empty()
                : Optional.of(session);
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
