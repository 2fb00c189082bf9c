package pro.livestream.notification.fanout;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

/** Forgets finished fan-outs and streams that nothing is awaited of any more, once their events have left the topics. */
@ApplicationScoped
class FanoutRetentionJob {
    private final Tenants tenants;
    private final TenantDatabase database;
    private final FanoutConfig config;

    FanoutRetentionJob(Tenants tenants, TenantDatabase database, FanoutConfig config) {
        this.tenants = tenants;
        this.database = database;
        this.config = config;
    }

    @Scheduled(every = "6h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        var before = Clock.systemUTC().instant().minus(config.retention()).atOffset(ZoneOffset.UTC);
        return tenants.forEachReady("old fan-outs", tenant -> database.inTransaction(tenant, tx -> clean(tx, before)));
    }

    private static Uni<Void> clean(SqlConnection tx, OffsetDateTime before) {
        return tx.preparedQuery("delete from awaited_media where since < $1")
                .execute(Tuple.of(before))
                .chain(() -> tx.preparedQuery("""
                    delete from fanouts f where created_at < $1 and not exists (
                        select 1 from fanout_parts p where p.fanout_id = f.fanout_id and not p.done)
                    """).execute(Tuple.of(before)))
                .replaceWithVoid();
    }
}
