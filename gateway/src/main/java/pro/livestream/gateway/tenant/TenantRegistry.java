package pro.livestream.gateway.tenant;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

/** Makes, lists, disables and finally erases tenants. */
@ApplicationScoped
public class TenantRegistry {
    private static final Logger LOG = Logger.getLogger(TenantRegistry.class);
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final TenantStore store;
    private final TenantDirectory directory;
    private final Tenants tenants;
    private final Pool pool;
    private final Boot boot;
    private final TenantConfig config;

    TenantRegistry(
            TenantStore store, TenantDirectory directory, Tenants tenants, Pool pool, Boot boot, TenantConfig config) {
        this.store = store;
        this.directory = directory;
        this.tenants = tenants;
        this.pool = pool;
        this.boot = boot;
        this.config = config;
    }

    /** Completes when the default tenant exists and can be served. */
    public Uni<Void> start() {
        var domains = new ArrayList<>(LOOPBACK);
        config.defaultDomains().ifPresent(domains::addAll);
        return create(Tenant.DEFAULT, domains.stream().distinct().toList())
                .replaceWithVoid()
                .onFailure(RefusedException.class)
                .recoverWithUni(exists -> directory.reload())
                .chain(() -> tenants.prepare(Tenant.DEFAULT));
    }

    /** Completes when this gateway serves the tenant's domains. */
    Uni<TenantRecord> create(Tenant tenant, List<String> domains) {
        var now = now();
        var record = new TenantRecord(tenant.name(), domains, TenantRecord.ACTIVE, 1, now, now, null);
        return store.inTransaction(tx -> store.insert(tx, record))
                .chain(() -> tenants.prepare(tenant))
                .chain(directory::reload)
                .replaceWith(record);
    }

    Uni<Page<TenantRecord>> list(PageRequest request) {
        var after = request.after(1).map(cursor -> cursor.parts().getFirst()).orElse("");
        return store.after(after, request.limit() + 1)
                .map(found -> Page.of(found, request, tenant -> Cursor.of(tenant.schemaName())));
    }

    Uni<Void> disable(Tenant tenant) {
        if (tenant.equals(Tenant.DEFAULT)) {
            throw new GatewayError.NotAllowed("The default tenant stays").failure();
        }
        return store.inTransaction(tx -> store.lock(tx, tenant.name()).chain(found -> {
                    var record = found.filter(one -> one.state().equals(TenantRecord.ACTIVE))
                            .orElseThrow(() -> new GatewayError.UnknownTenant().failure());
                    return store.setState(tx, record, TenantRecord.DISABLED, now());
                }))
                .chain(directory::reload);
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> eraseDisabled() {
        if (!boot.isReady()) {
            return Uni.createFrom().voidItem();
        }
        return store.disabledBefore(now().minus(config.keptAfterDisabling()))
                .chain(names -> Multi.createFrom()
                        .iterable(names)
                        .onItem()
                        .transformToUniAndConcatenate(this::erase)
                        .collect()
                        .last())
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("disabled tenants could not be erased: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> erase(String schemaName) {
        return pool.withTransaction(tx -> store.lock(tx, schemaName)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : dropSchema(tx, new Tenant(schemaName))
                                .chain(() -> store.setState(tx, found.get(), TenantRecord.ERASED, now()))));
    }

    /** The name is safe to splice: a tenant's name has no character that could end it. */
    private static Uni<Void> dropSchema(SqlConnection tx, Tenant tenant) {
        return tx.query("drop schema if exists " + tenant.schema() + " cascade")
                .execute()
                .replaceWithVoid();
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
