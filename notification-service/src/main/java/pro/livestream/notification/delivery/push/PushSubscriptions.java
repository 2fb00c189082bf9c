package pro.livestream.notification.delivery.push;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import pro.livestream.notification.error.NotificationError;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.tenant.TenantDatabase;

/** A user's own browsers. */
@ApplicationScoped
class PushSubscriptions {
    private final TenantDatabase database;
    private final SubscriptionStore store;
    private final PushConfig config;

    PushSubscriptions(TenantDatabase database, SubscriptionStore store, PushConfig config) {
        this.database = database;
        this.store = store;
        this.config = config;
    }

    Uni<PushSubscription> add(Caller caller, String endpoint, byte[] point, byte[] auth) {
        if (EndpointPolicy.parse(endpoint, config.privateEndpoints()).isEmpty()) {
            throw new NotificationError.Invalid("endpoint", "is not the https address of a push service").refused();
        }
        if (PushCurve.decode(point).isEmpty()) {
            throw new NotificationError.Invalid("keys.p256dh", "is not a point of P-256").refused();
        }
        if (auth.length != PushCipher.AUTH_BYTES) {
            throw new NotificationError.Invalid("keys.auth", "must be 16 bytes").refused();
        }
        var subscription = new PushSubscription(
                Ids.next(),
                caller.userId(),
                endpoint,
                new PushSubscription.Keys(Buffer.buffer(point), Buffer.buffer(auth)),
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS));
        return database.inTransaction(
                caller.tenant(),
                tx -> store.put(tx, subscription)
                        .call(() -> store.count(tx, caller.userId()).invoke(this::bound)));
    }

    /** Fails after the insert, which is rolled back with it. */
    private void bound(long count) {
        if (count > config.subscriptionsPerUserMax()) {
            throw new NotificationError.TooManySubscriptions(config.subscriptionsPerUserMax()).refused();
        }
    }

    Uni<Void> remove(Caller caller, UUID subscriptionId) {
        return database.inTransaction(caller.tenant(), tx -> store.delete(tx, caller.userId(), subscriptionId))
                .invoke(PushSubscriptions::mustHaveBeen)
                .replaceWithVoid();
    }

    Uni<Void> removeEndpoint(Caller caller, String endpoint) {
        return database.inTransaction(caller.tenant(), tx -> store.deleteEndpoint(tx, caller.userId(), endpoint))
                .invoke(PushSubscriptions::mustHaveBeen)
                .replaceWithVoid();
    }

    private static void mustHaveBeen(boolean found) {
        if (!found) {
            throw new NotificationError.NoSuchSubscription().refused();
        }
    }
}
