package pro.livestream.stream.schedule;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

/** Moves plans on; on every replica, since each plan is locked and looked at again before it is moved. */
@ApplicationScoped
class ScheduleJob {
    private static final Logger LOG = Logger.getLogger(ScheduleJob.class);
    private static final int AT_ONCE_MAX = 100;

    private final Tenants tenants;
    private final TenantDatabase database;
    private final ScheduleStore store;
    private final ScheduleService service;

    ScheduleJob(Tenants tenants, TenantDatabase database, ScheduleStore store, ScheduleService service) {
        this.tenants = tenants;
        this.database = database;
        this.store = store;
        this.service = service;
    }

    @Scheduled(every = "{livestream.schedule.roll-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> roll() {
        return tenants.forEachReady("the schedules", tenant -> roll(tenant));
    }

    private Uni<Void> roll(Tenant tenant) {
        return database.inTransaction(
                        tenant, tx -> store.toRoll(tx, Clock.systemUTC().instant(), AT_ONCE_MAX))
                .chain(ids -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(id -> roll(tenant, id))
                        .collect()
                        .last());
    }

    /** One that can't be moved holds no other up. */
    private Uni<Void> roll(Tenant tenant, UUID scheduleId) {
        return service.roll(tenant, scheduleId)
                .onFailure()
                .invoke(e -> LOG.errorf(e, "schedule %s stays where it is", scheduleId))
                .onFailure()
                .recoverWithNull();
    }
}
