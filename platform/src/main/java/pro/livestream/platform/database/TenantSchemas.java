package pro.livestream.platform.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Each tenant's schema, migrated when this build's migrations differ from what the version table remembers. */
@ApplicationScoped
public class TenantSchemas {
    private final Pool pool;
    private final FlywayBlockingAdapter flyway;
    private final Map<String, String> migrated = new ConcurrentHashMap<>();

    TenantSchemas(Pool pool, FlywayBlockingAdapter flyway) {
        this.pool = pool;
        this.flyway = flyway;
    }

    /** Reads the version table: once, before the first tenant. */
    public Uni<Void> load() {
        return pool.query("select tenant, fingerprint from platform.tenant_schema")
                .execute()
                .invoke(rows -> {
                    var known = new HashMap<String, String>();
                    rows.forEach(row -> known.put(row.getString("tenant"), row.getString("fingerprint")));
                    migrated.putAll(known);
                })
                .replaceWithVoid();
    }

    /** What this build's tenant migrations are, as one short text. */
    public String fingerprint() {
        return flyway.tenantFingerprint();
    }

    /** True when something had to be migrated. */
    public Uni<Boolean> migrate(String tenant, String schema) {
        var fingerprint = fingerprint();
        if (fingerprint.equals(migrated.get(tenant))) {
            return Uni.createFrom().item(false);
        }
        return flyway.migrate(schema, FlywayBlockingAdapter.TENANT)
                .chain(() -> pool.preparedQuery("""
                                insert into platform.tenant_schema (tenant, fingerprint) values ($1, $2)
                                on conflict (tenant) do update set fingerprint = excluded.fingerprint, migrated_at = now()
                                """).execute(Tuple.of(tenant, fingerprint)))
                .invoke(() -> migrated.put(tenant, fingerprint))
                .replaceWith(true);
    }
}
