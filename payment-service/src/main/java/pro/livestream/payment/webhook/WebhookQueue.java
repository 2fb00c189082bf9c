package pro.livestream.payment.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The table {@code service.webhook_event}: messages wait in it under a lease until their effect is committed with them. */
@ApplicationScoped
class WebhookQueue {
    private final Pool pool;

    WebhookQueue(Pool pool) {
        this.pool = pool;
    }

    /** A message and how often it was tried, this time included. */
    record Message(String eventId, String payload, int attempts) {}

    /** Whose a provider's payment is. */
    record Owner(String tenant, UUID transactionId) {}

    /** False for one that is known. */
    Uni<Boolean> add(String provider, String eventId, String type, String payload) {
        return pool.preparedQuery("""
            insert into service.webhook_event (event_id, provider, type, payload) values ($1, $2, $3, $4)
            on conflict do nothing
            """)
                .execute(Tuple.of(eventId, provider, type, payload))
                .map(result -> result.rowCount() == 1);
    }

    Uni<List<Message>> take(int max, Duration lease) {
        return pool.preparedQuery("""
            update service.webhook_event set attempts = attempts + 1,
                lease_until = now() + make_interval(secs => $2)
            where event_id in (
                select event_id from service.webhook_event
                where state = 'pending' and due_at <= now() and coalesce(lease_until, now()) <= now()
                order by due_at limit $1 for update skip locked)
            returning event_id, payload, attempts
            """)
                .execute(Tuple.of(max, (double) lease.toSeconds()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(WebhookQueue::message)
                        .toList());
    }

    private static Message message(Row row) {
        return new Message(row.getString("event_id"), row.getString("payload"), row.getInteger("attempts"));
    }

    /** In the transaction of the effect; false where another worker was faster. */
    Uni<Boolean> done(SqlConnection tx, String eventId) {
        return tx.preparedQuery("""
            update service.webhook_event set state = 'done', done_at = now(), lease_until = null
            where event_id = $1 and state = 'pending'
            """).execute(Tuple.of(eventId)).map(result -> result.rowCount() == 1);
    }

    Uni<Void> doneWithoutEffect(String eventId) {
        return pool.withTransaction(tx -> done(tx, eventId)).replaceWithVoid();
    }

    Uni<Void> retryAfter(Message message, Duration wait, String error) {
        return pool.preparedQuery("""
            update service.webhook_event set lease_until = null, last_error = $3,
                due_at = now() + make_interval(secs => $2)
            where event_id = $1 and state = 'pending'
            """)
                .execute(Tuple.of(message.eventId(), wait.toMillis() / 1000.0, error))
                .replaceWithVoid();
    }

    Uni<Void> layAside(Message message, String error) {
        return pool.preparedQuery("""
            update service.webhook_event set state = 'dead', done_at = now(), last_error = $2
            where event_id = $1 and state = 'pending'
            """)
                .execute(Tuple.of(message.eventId(), error))
                .replaceWithVoid();
    }

    Uni<Optional<Owner>> ownerOf(String providerPaymentId) {
        return pool.preparedQuery(
                        "select tenant, transaction_id from service.provider_payment where provider_payment_id = $1")
                .execute(Tuple.of(providerPaymentId))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(owner(rows.iterator().next())));
    }

    private static Owner owner(Row row) {
        return new Owner(row.getString("tenant"), row.getUUID("transaction_id"));
    }

    Uni<Void> forget(Duration keep) {
        return pool.preparedQuery("delete from service.webhook_event where done_at < now() - make_interval(secs => $1)")
                .execute(Tuple.of((double) keep.toSeconds()))
                .replaceWithVoid();
    }
}
