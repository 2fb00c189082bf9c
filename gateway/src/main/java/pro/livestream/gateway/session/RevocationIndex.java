package pro.livestream.gateway.session;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import pro.livestream.contracts.event.IdentityRevoked;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.tenant.Tenant;

/** Every revocation whose tokens could still be valid, in memory: own ones at once, other gateways' within seconds. */
@ApplicationScoped
public class RevocationIndex {
    private static final Logger LOG = Logger.getLogger(RevocationIndex.class);
    private static final Duration KEPT = Duration.ofHours(25);
    /** Rows that were written but not committed when we last looked carry an older time. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private final RevocationStore store;
    private final Map<UUID, Instant> sessions = new ConcurrentHashMap<>();
    private final Map<User, Instant> users = new ConcurrentHashMap<>();
    private volatile Instant readUntil = Instant.EPOCH;

    private record User(String tenant, String userId) {}

    RevocationIndex(RevocationStore store) {
        this.store = store;
    }

    /** Completes when all that counts is known. */
    public Uni<Void> start() {
        return read(Clock.systemUTC().instant().minus(KEPT));
    }

    public boolean isRevoked(Caller caller) {
        var sessionId = caller.sessionId();
        if (sessionId != null && sessions.containsKey(UUID.fromString(sessionId))) {
            return true;
        }
        var bound = users.get(new User(caller.tenant().name(), caller.subject()));
        return bound != null && !caller.issuedAt().isAfter(bound);
    }

    public boolean isRevoked(Tenant tenant, Session session) {
        return sessions.containsKey(session.sessionId());
    }

    void add(List<IdentityRevoked> revoked) {
        for (var one : revoked) {
            if (one.sessionId() != null) {
                sessions.put(one.sessionId(), one.issuedBefore());
            } else {
                users.merge(
                        new User(one.tenant(), one.userId().toString()),
                        one.issuedBefore(),
                        (a, b) -> a.isAfter(b) ? a : b);
            }
        }
    }

    @Scheduled(
            every = "${gateway.session.revocations-every:2s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> readOn() {
        if (readUntil.equals(Instant.EPOCH)) {
            return Uni.createFrom().voidItem();
        }
        return read(readUntil.minus(OVERLAP))
                .onFailure()
                .invoke(failure -> LOG.warnf("Revocations could not be read: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    @Scheduled(every = "1h", delayed = "1h")
    Uni<Void> forgetOld() {
        var bound = Clock.systemUTC().instant().minus(KEPT);
        sessions.values().removeIf(bound::isAfter);
        users.values().removeIf(bound::isAfter);
        return store.deleteBefore(bound).onFailure().recoverWithNull();
    }

    private Uni<Void> read(Instant since) {
        var now = Clock.systemUTC().instant();
        return store.since(since)
                .invoke(this::add)
                .invoke(() -> readUntil = now)
                .replaceWithVoid();
    }
}
