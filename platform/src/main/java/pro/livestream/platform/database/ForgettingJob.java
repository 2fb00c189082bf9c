package pro.livestream.platform.database;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Forgets, once an hour, what the platform need not remember: event ids past every topic's retention, day-old idempotency keys. */
@ApplicationScoped
class ForgettingJob {
    private static final Logger LOG = Logger.getLogger(ForgettingJob.class);
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Pool pool;
    private final Vertx vertx;

    ForgettingJob(Pool pool, Vertx vertx) {
        this.pool = pool;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(
                INTERVAL.toMillis(),
                due -> forget().subscribe()
                        .with(done -> {}, away -> LOG.warnf("nothing forgotten: %s", away.toString())));
    }

    Uni<Void> forget() {
        return pool.query("delete from platform.consumed_event where consumed_at < now() - interval '92 days'")
                .execute()
                .chain(() -> pool.query(
                                "delete from platform.idempotency_key where created_at < now() - interval '24 hours'")
                        .execute())
                .replaceWithVoid();
    }
}
