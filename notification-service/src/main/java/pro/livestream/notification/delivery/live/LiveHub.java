package pro.livestream.notification.delivery.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import pro.livestream.contracts.event.IdentityRevoked;
import pro.livestream.notification.error.NotificationError;
import pro.livestream.platform.drain.Drain;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.Revocations;
import pro.livestream.platform.tenant.Tenant;

/** Whoever is connected to this replica. */
@ApplicationScoped
class LiveHub {
    private final Map<Key, CopyOnWriteArrayList<Listener>> listeners = new ConcurrentHashMap<>();
    private final LiveConfig config;
    private final Revocations revocations;
    private final Drain drain;
    private final MeterRegistry metrics;

    private record Key(Tenant tenant, UUID userId) {
        static Key of(Caller caller) {
            return new Key(caller.tenant(), caller.userId());
        }
    }

    LiveHub(LiveConfig config, Revocations revocations, Drain drain, MeterRegistry metrics) {
        this.config = config;
        this.revocations = revocations;
        this.drain = drain;
        this.metrics = metrics;
    }

    void start(@Observes Startup event) {
        revocations.onRevoked(this::revoked);
        drain.onClientsLeave(this::closeAll);
        var _ = metrics.gaugeMapSize("livestream.notifications.users.connected", List.of(), listeners);
    }

    /** Refuses a user who has too many already. */
    void enter(Listener listener) {
        listeners.compute(Key.of(listener.caller()), (key, known) -> {
            var all = known == null ? new CopyOnWriteArrayList<Listener>() : known;
            if (all.size() >= config.connectionsPerUserMax()) {
                throw new NotificationError.TooManyConnections(config.connectionsPerUserMax()).refused();
            }
            all.add(listener);
            return all;
        });
    }

    void leave(Listener listener) {
        listeners.computeIfPresent(Key.of(listener.caller()), (key, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }

    boolean isConnected(Tenant tenant, UUID userId) {
        return listeners.containsKey(new Key(tenant, userId));
    }

    void tell(Tenant tenant, UUID userId, UUID notificationId, String json) {
        var connected = listeners.get(new Key(tenant, userId));
        if (connected != null) {
            connected.forEach(listener -> listener.tell(notificationId, json));
        }
    }

    private void revoked(IdentityRevoked revoked) {
        for (var listener : all()) {
            if (Revocations.concerns(revoked, listener.caller())) {
                listener.close(Farewell.SESSION_ENDED);
            }
        }
    }

    private Uni<Void> closeAll() {
        return Uni.createFrom().voidItem().invoke(() -> all().forEach(listener -> listener.close(Farewell.RESTART)));
    }

    private List<Listener> all() {
        var all = new ArrayList<Listener>();
        listeners.values().forEach(all::addAll);
        return all;
    }
}
