package pro.livestream.stream.viewer;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Streams as far as their players are concerned, looked up once a second at most however many players ask. */
@ApplicationScoped
class WatchedStreams {

    private static final long FRESH_NANOS = 1_000_000_000L;
    private static final int KEPT_MAX = 10_000;

    private record Key(Tenant tenant, UUID streamId) {}

    private record Looked(Uni<Optional<ViewerCountStore.Watched>> outcome, long nanos) {}

    private final TenantDatabase database;
    private final ViewerCountStore store;
    private final Map<Key, Looked> known = new ConcurrentHashMap<>();

    WatchedStreams(TenantDatabase database, ViewerCountStore store) {
        this.database = database;
        this.store = store;
    }

    Uni<Optional<ViewerCountStore.Watched>> find(Tenant tenant, UUID streamId) {
        long now = System.nanoTime();
        if (known.size() > KEPT_MAX) {
            known.values().removeIf(looked -> now - looked.nanos() > FRESH_NANOS);
        }
        var key = new Key(tenant, streamId);
        return known.compute(
                        key,
                        (k, before) -> before != null && now - before.nanos() < FRESH_NANOS
                                ? before
                                : new Looked(look(key), now))
                .outcome()
                .onFailure()
                .invoke(() -> known.remove(key));
    }

    private Uni<Optional<ViewerCountStore.Watched>> look(Key key) {
        return database.inTransaction(key.tenant(), tx -> store.find(tx, key.streamId()))
                .memoize()
                .indefinitely();
    }
}
