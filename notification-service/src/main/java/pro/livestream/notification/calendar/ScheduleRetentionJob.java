package pro.livestream.notification.calendar;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

/** Forgets planned streams some time after they were cancelled or are over. */
@ApplicationScoped
class ScheduleRetentionJob {
    private final Tenants tenants;
    private final TenantDatabase database;
    private final ScheduleStore store;
    private final CalendarConfig config;

    ScheduleRetentionJob(Tenants tenants, TenantDatabase database, ScheduleStore store, CalendarConfig config) {
        this.tenants = tenants;
        this.database = database;
        this.store = store;
        this.config = config;
    }

    @Scheduled(every = "6h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        var before = Clock.systemUTC().instant().minus(config.retention());
        return tenants.forEachReady(
                "old schedules", tenant -> database.inTransaction(tenant, tx -> store.deleteOver(tx, before)));
    }
}
