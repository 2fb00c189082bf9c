package pro.livestream.notification.reminder;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import pro.livestream.notification.calendar.PlannedStream;
import pro.livestream.notification.fanout.Reminder;
import pro.livestream.notification.fanout.Reminders;
import pro.livestream.notification.reminder.ReminderPolicy.Due;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

/**
 * Opens what is due, on every replica: the row's lock is the lease, and the fan-out and how far the row was worked are
 * committed together, so that a crash repeats or forgets nothing.
 */
@ApplicationScoped
class ReminderJob {
    private final Tenants tenants;
    private final TenantDatabase database;
    private final ReminderStore store;
    private final Reminders reminders;
    private final Boot boot;
    private final MeterRegistry metrics;

    ReminderJob(
            Tenants tenants,
            TenantDatabase database,
            ReminderStore store,
            Reminders reminders,
            Boot boot,
            MeterRegistry metrics) {
        this.tenants = tenants;
        this.database = database;
        this.store = store;
        this.reminders = reminders;
        this.boot = boot;
        this.metrics = metrics;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        if (!boot.isReady()) {
            return Uni.createFrom().voidItem();
        }
        return tenants.forEachReady("the reminders", tenant -> work(tenant));
    }

    private Uni<Void> work(Tenant tenant) {
        return Multi.createBy()
                .repeating()
                .uni(() -> database.inTransaction(tenant, tx -> workOne(tx, tenant)))
                .whilst(found -> found)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> workOne(SqlConnection tx, Tenant tenant) {
        var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        return store.takeOne(tx, now)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : work(tx, tenant, found.get(), now).replaceWith(true));
    }

    private Uni<Void> work(SqlConnection tx, Tenant tenant, ReminderStore.Open open, Instant now) {
        var planned = open.planned();
        var opened = Uni.createFrom().voidItem();
        for (var due : ReminderPolicy.due(planned, open.from(), now)) {
            opened = opened.chain(() -> reminders.open(tx, tenant, reminder(planned, due), now))
                    .invoke(isNew -> count(due, isNew))
                    .replaceWithVoid();
        }
        return opened.chain(() -> store.worked(
                tx, planned, now, ReminderPolicy.nextAt(planned, now).orElse(null)));
    }

    private void count(Due due, boolean isNew) {
        if (isNew) {
            metrics.counter("livestream.reminders", "minutes_before", Integer.toString(due.minutesBefore()))
                    .increment();
        }
    }

    /** The stream that is there already is that of the next occurrence. */
    private static Reminder reminder(PlannedStream planned, Due due) {
        return new Reminder(
                planned.scheduleId(),
                due.startsAt().equals(planned.nextAt()) ? planned.streamId() : null,
                planned.userId(),
                planned.broadcaster(),
                planned.title(),
                due.startsAt(),
                due.minutesBefore(),
                due.at());
    }
}
