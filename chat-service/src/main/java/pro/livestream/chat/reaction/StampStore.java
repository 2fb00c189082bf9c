package pro.livestream.chat.reaction;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** A tenant's active stamps, remembered for a minute, and longer while PostgreSQL is away. */
@Singleton
class StampStore {

    private static final long REMEMBERED_NANOS = Duration.ofMinutes(1).toNanos();

    private final TenantDatabase database;
    private final Map<Tenant, Remembered> remembered = new ConcurrentHashMap<>();

    private record Remembered(List<Stamp> stamps, long atNanos) {}

    StampStore(TenantDatabase database) {
        this.database = database;
    }

    Uni<Optional<Stamp>> active(Tenant tenant, int id) {
        return active(tenant)
                .map(stamps -> stamps.stream().filter(stamp -> stamp.id() == id).findFirst());
    }

    Uni<List<Stamp>> active(Tenant tenant) {
        var known = remembered.get(tenant);
        if (known != null && System.nanoTime() - known.atNanos() < REMEMBERED_NANOS) {
            return Uni.createFrom().item(known.stamps());
        }
        var read = read(tenant).invoke(stamps -> remembered.put(tenant, new Remembered(stamps, System.nanoTime())));
        return known == null ? read : read.onFailure().recoverWithItem(known.stamps());
    }

    private Uni<List<Stamp>> read(Tenant tenant) {
        return database.inTransaction(
                tenant,
                tx -> tx.query("select id, name, image_path from chat_chatstamp where is_active order by id")
                        .execute()
                        .map(rows -> {
                            var stamps = new ArrayList<Stamp>();
                            for (var row : rows) {
                                stamps.add(new Stamp(
                                        row.getInteger("id"), row.getString("name"), row.getString("image_path")));
                            }
                            return List.copyOf(stamps);
                        }));
    }
}
