package pro.livestream.notification.calendar;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import pro.livestream.contracts.event.StreamScheduled;
import pro.livestream.platform.consumer.EventConsumer;
import pro.livestream.platform.event.EventRejectedException;

/** Keeps planned streams up to date; what nobody could show or remind of is rejected as a whole. */
@ApplicationScoped
class ScheduleConsumer {
    private final EventConsumer consumer;
    private final ScheduleStore store;

    ScheduleConsumer(EventConsumer consumer, ScheduleStore store) {
        this.consumer = consumer;
        this.store = store;
    }

    @Incoming("schedules-in")
    Uni<Void> on(ConsumerRecord<String, byte[]> entry) {
        return consumer.consume(entry, StreamScheduled.class, (tx, tenant, planned) -> put(tx, planned));
    }

    private Uni<Void> put(SqlConnection tx, StreamScheduled planned) {
        var _ = Occurrences.of(planned.startsAt(), planned.recurrence(), zone(planned.timeZone()));
        return store.put(tx, planned);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new EventRejectedException("the time zone is not known: " + name);
        }
    }
}
