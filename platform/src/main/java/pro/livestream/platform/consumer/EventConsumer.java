package pro.livestream.platform.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.contracts.event.Event;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.drain.Drain;
import pro.livestream.platform.error.DependencyFailure;
import pro.livestream.platform.event.EventRejectedException;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.request.RequestId;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/**
 * Takes records so that each has its effect once: effect and {@code ce_id} are committed together, then the offset. While a
 * dependency or the tenant is away the partition waits; what the code rejects goes to the dead letters, and what follows on
 * its key follows it there.
 */
@ApplicationScoped
public class EventConsumer {
    private static final Logger LOG = Logger.getLogger(EventConsumer.class);
    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);

    private final TenantDatabase database;
    private final DeadLetters deadLetters;
    private final ServiceConfig config;
    private final MeterRegistry metrics;
    private final Drain drain;

    EventConsumer(
            TenantDatabase database,
            DeadLetters deadLetters,
            ServiceConfig config,
            MeterRegistry metrics,
            Drain drain) {
        this.database = database;
        this.deadLetters = deadLetters;
        this.config = config;
        this.metrics = metrics;
        this.drain = drain;
    }

    /** Completes when the record's offset may be committed; never fails. Tombstones are passed over. */
    public <E extends Event> Uni<Void> consume(
            ConsumerRecord<String, byte[]> entry, Class<E> type, EventHandler<E> handler) {
        return entry.value() == null ? Uni.createFrom().voidItem() : take(entry, () -> apply(entry, type, handler));
    }

    /** Does the work that a record asks for, unless its key is diverted; waits and retries, or sets the record aside. */
    Uni<Void> take(ConsumerRecord<String, byte[]> entry, Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(() -> deadLetters
                        .isBlocked(entry)
                        .chain(blocked -> blocked
                                ? deadLetters.add(entry, "an earlier record of this key was rejected")
                                : work.get()))
                .onFailure(failure -> !isPassing(failure))
                .recoverWithUni(failure -> reject(entry, failure))
                .onFailure()
                .invoke(failure -> waiting(entry, failure))
                .onFailure()
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MAX)
                .indefinitely();
    }

    private <E extends Event> Uni<Void> apply(
            ConsumerRecord<String, byte[]> entry, Class<E> type, EventHandler<E> handler) {
        var event = EventSerde.read(entry.value(), type);
        var tenant = tenantOf(entry, event);
        var requestId = EventSerde.header(entry.headers(), CloudEventHeaders.REQUEST_ID);
        requestId.ifPresent(id -> MDC.put(RequestId.MDC_KEY, id));
        return database.inTransactionOfEvent(
                tenant,
                transaction -> remember(transaction, entry)
                        .chain(isNew -> isNew
                                ? handler.apply(transaction, tenant, event)
                                : Uni.createFrom().voidItem()));
    }

    /** The insert waits for a twin that is under way, so that two replicas can't both find it new. */
    private Uni<Boolean> remember(SqlConnection transaction, ConsumerRecord<String, byte[]> entry) {
        var id = EventSerde.header(entry.headers(), CloudEventHeaders.ID)
                .orElseGet(() -> entry.topic() + "/" + entry.partition() + "/" + entry.offset());
        return transaction
                .preparedQuery("""
                        insert into platform.consumed_event (consumer, event_id) values ($1, $2)
                        on conflict do nothing
                        """)
                .execute(Tuple.of(config.name() + ":" + entry.topic(), id))
                .map(result -> result.rowCount() == 1);
    }

    private static Tenant tenantOf(ConsumerRecord<String, byte[]> entry, Event event) {
        @Nullable String named =
                EventSerde.header(entry.headers(), CloudEventHeaders.TENANT).orElse(event.tenant());
        if (named == null || !Tenant.isName(named)) {
            throw new EventRejectedException("the event names no tenant");
        }
        return new Tenant(named);
    }

    private Uni<Void> reject(ConsumerRecord<String, byte[]> entry, Throwable failure) {
        LOG.errorf(failure, "%s/%d/%d goes to the dead letters", entry.topic(), entry.partition(), entry.offset());
        metrics.counter("livestream.events.rejected", "topic", entry.topic()).increment();
        return deadLetters.add(entry, failure.toString());
    }

    private void waiting(ConsumerRecord<String, byte[]> entry, Throwable failure) {
        metrics.counter("livestream.events.waiting", "topic", entry.topic()).increment();
        LOG.warnf("%s/%d waits at %d: %s", entry.topic(), entry.partition(), entry.offset(), failure.toString());
    }

    /** While the service ends, what it stands on is closed under its events; they come again to another replica. */
    private boolean isPassing(Throwable failure) {
        return !(failure instanceof EventRejectedException) && (drain.isDraining() || DependencyFailure.isOne(failure));
    }
}
