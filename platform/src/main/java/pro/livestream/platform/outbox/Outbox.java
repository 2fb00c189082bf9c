package pro.livestream.platform.outbox;

import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.Event;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.request.RequestId;

/**
 * Writes events beside the change that they tell of, in its transaction: they leave if and only if it is committed.
 * Lock the aggregate's row before you append: the relay sends by id, and ids of one key must commit in their order.
 */
@ApplicationScoped
public class Outbox {
    /** For clients other than the reactive one; parameters in the order of {@link Row}. */
    public static final String INSERT = """
            with added as (
                insert into platform.outbox (event_id, topic, key, event_type, tenant, request_id, traceparent, value)
                values ($1, $2, $3, $4, $5, $6, $7, $8) returning id)
            select pg_notify('livestream_outbox', '') from added
            """;

    /** On it the relay is woken, wherever it runs, when a transaction with an event commits. */
    static final String CHANNEL = "livestream_outbox";

    /** One event as the table holds it; a tombstone has no value. */
    public record Row(
            UUID eventId,
            String topic,
            String key,
            String eventType,
            String tenant,
            @Nullable String requestId,
            @Nullable String traceParent,
            @Nullable String value) {}

    public static Row row(Event event) {
        return new Row(
                Ids.next(),
                event.topic().wireName(),
                event.key(),
                event.eventType(),
                event.tenant(),
                RequestId.current(),
                traceParent(),
                EventSerde.writeText(event));
    }

    public Uni<Void> append(SqlConnection transaction, Event event) {
        var row = row(event);
        var values = Tuple.newInstance(io.vertx.sqlclient.Tuple.of(
                row.eventId(),
                row.topic(),
                row.key(),
                row.eventType(),
                row.tenant(),
                row.requestId(),
                row.traceParent(),
                row.value()));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    private static @Nullable String traceParent() {
        var span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }
}
