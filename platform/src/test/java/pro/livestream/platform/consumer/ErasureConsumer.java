package pro.livestream.platform.consumer;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** A service that holds something of users, as they all do. */
@ApplicationScoped
class ErasureConsumer implements PersonalData {
    private static final int TRIES_THAT_FAIL = 2;

    private final Erasures erasures;
    private final TenantDatabase database;
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Integer> tries = new ConcurrentHashMap<>();
    private final Set<UUID> awayFor = ConcurrentHashMap.newKeySet();
    private final Set<UUID> bugFor = ConcurrentHashMap.newKeySet();

    ErasureConsumer(Erasures erasures, TenantDatabase database) {
        this.erasures = erasures;
        this.database = database;
    }

    @Incoming("profiles-in")
    Uni<Void> consume(ConsumerRecord<String, byte[]> entry) {
        return erasures.consume(entry);
    }

    @Override
    public Uni<Void> erase(Tenant tenant, UUID userId) {
        if (bugFor.contains(userId)) {
            return Uni.createFrom().failure(new IllegalStateException("a bug"));
        }
        if (awayFor.contains(userId) && tries.merge(userId, 1, Integer::sum) <= TRIES_THAT_FAIL) {
            return Uni.createFrom().failure(new IOException("away"));
        }
        return database.inTransactionOfEvent(
                        tenant, tx -> tx.query("select 1").execute().replaceWithVoid())
                .invoke(() -> gone.add(tenant + " " + userId));
    }

    /** What it needs for that user is away for two tries. */
    void isAwayFor(UUID userId) {
        awayFor.add(userId);
    }

    void hasABugFor(UUID userId) {
        bugFor.add(userId);
    }

    boolean isGone(Tenant tenant, UUID userId) {
        return gone.contains(tenant + " " + userId);
    }
}
