package pro.livestream.stream.stats;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;
import pro.livestream.stream.lease.JobLeases;

/** Writes down how many watch each stage, at the full five minutes, and forgets what is too old; on one replica at a time. */
@ApplicationScoped
class SnapshotJob {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Tenants tenants;
    private final TenantDatabase database;
    private final JobLeases leases;
    private final StageStats stats;
    private final SnapshotStore store;
    private final StatsConfig config;
    private final Clock clock = Clock.systemUTC();

    SnapshotJob(
            Tenants tenants,
            TenantDatabase database,
            JobLeases leases,
            StageStats stats,
            SnapshotStore store,
            StatsConfig config) {
        this.tenants = tenants;
        this.database = database;
        this.leases = leases;
        this.stats = stats;
        this.store = store;
        this.config = config;
    }

    @Scheduled(
            every = "{livestream.stage-stats.snapshot-check-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> take() {
        long step = Math.max(1, config.snapshotEvery().toMillis());
        Instant at = Instant.ofEpochMilli(clock.millis() / step * step);
        return tenants.forEachReady("the snapshots to be taken", tenant -> take(tenant, at));
    }

    private Uni<Void> take(Tenant tenant, Instant at) {
        return database.inTransaction(
                        tenant,
                        tx -> store.isDue(tx, at).chain(due -> leases.ours(tx, "stage-snapshots", LEASE, due, false)))
                .chain(ours -> ours
                        ? stats.known(tenant)
                                .chain(load -> database.inTransaction(tenant, tx -> store.put(tx, load, at)))
                        : Uni.createFrom().voidItem());
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        Instant bound = clock.instant().minus(config.snapshotRetention());
        return tenants.forEachReady(
                "the snapshots to be forgotten",
                tenant -> database.inTransaction(tenant, tx -> store.deleteBefore(tx, bound))
                        .replaceWithVoid());
    }
}
