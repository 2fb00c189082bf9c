package pro.livestream.stream.schedule;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import pro.livestream.contracts.event.StreamScheduled;
import pro.livestream.platform.outbox.Outbox;
import pro.livestream.platform.tenant.Tenant;

/** Tells the others of a plan, in the transaction that changed it. */
@ApplicationScoped
class ScheduleEvents {
    private static final String SCHEDULED = "scheduled";
    private static final String CANCELLED = "cancelled";

    private final Outbox outbox;

    ScheduleEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** A plan of which nothing is to come any more, but that was not cancelled, stays scheduled, without a next time. */
    Uni<Void> tell(SqlConnection tx, Tenant tenant, Schedule schedule) {
        var cancelled = schedule.status() == ScheduleStatus.CANCELLED;
        var terms = schedule.terms();
        return outbox.append(
                tx,
                new StreamScheduled(
                        cancelled ? StreamScheduled.TYPE_CANCELLED : StreamScheduled.TYPE_SCHEDULED,
                        tenant.name(),
                        schedule.scheduleId(),
                        schedule.streamId(),
                        schedule.userId(),
                        terms.title(),
                        terms.description(),
                        terms.visibility(),
                        cancelled ? CANCELLED : SCHEDULED,
                        terms.startsAt(),
                        terms.durationMin(),
                        terms.recurrence(),
                        terms.timeZone(),
                        schedule.nextAt(),
                        schedule.updatedAt(),
                        schedule.version()));
    }
}
