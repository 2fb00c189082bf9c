package pro.livestream.payment.transaction;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;

/** The table {@code transactions}, always inside a tenant's transaction. */
@ApplicationScoped
class TransactionStore {

    Uni<Void> insert(SqlConnection tx, Transaction transaction) {
        return tx.preparedQuery("""
            insert into transactions (transaction_id, tenant, stream_id, sender_id, sender_username,
                receiver_id, amount, currency, fee, message, status, provider, idempotency_key, version,
                created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """)
                .execute(tuple(
                        transaction.transactionId(),
                        transaction.tenant(),
                        transaction.streamId(),
                        transaction.senderId(),
                        transaction.senderUsername(),
                        transaction.receiverId(),
                        transaction.amount(),
                        transaction.currency(),
                        transaction.fee(),
                        transaction.message(),
                        transaction.status().wireName(),
                        transaction.provider(),
                        transaction.idempotencyKey(),
                        transaction.version(),
                        transaction.createdAt(),
                        transaction.updatedAt()))
                .replaceWithVoid();
    }

    /** How many the sender began since then; holds the sender's others back until the transaction ends. */
    Uni<Integer> begunSince(SqlConnection tx, UUID senderId, Instant since) {
        return tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended('tips of ' || $1, 0))")
                .execute(Tuple.of(senderId.toString()))
                .chain(() -> tx.preparedQuery(
                                "select count(*)::int as begun from transactions where sender_id = $1 and created_at >"
                                        + " $2")
                        .execute(tuple(senderId, since)))
                .map(rows -> rows.iterator().next().getInteger("begun"));
    }

    Uni<Optional<Transaction>> find(SqlConnection tx, UUID transactionId) {
        return one(tx, "select * from transactions where transaction_id = $1", transactionId);
    }

    Uni<Optional<Transaction>> lock(SqlConnection tx, UUID transactionId) {
        return one(tx, "select * from transactions where transaction_id = $1 for update", transactionId);
    }

    private static Uni<Optional<Transaction>> one(SqlConnection tx, String sql, UUID id) {
        return tx.preparedQuery(sql)
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(transaction(rows.iterator().next())));
    }

    Uni<Void> update(SqlConnection tx, Transaction transaction) {
        var settlement = transaction.settlement();
        var dispute = settlement.dispute();
        return tx.preparedQuery("""
            update transactions set status = $2, failure_code = $3, refunded_amount = $4,
                disputed_amount = $5, dispute_state = $6, provider_said_at = $7, version = $8,
                updated_at = $9
            where transaction_id = $1
            """)
                .execute(tuple(
                        transaction.transactionId(),
                        transaction.status().wireName(),
                        transaction.failureCode(),
                        settlement.refunded(),
                        settlement.disputed(),
                        dispute == null ? null : dispute.wireName(),
                        settlement.providerSaidAt(),
                        transaction.version(),
                        transaction.updatedAt()))
                .replaceWithVoid();
    }

    /** Remembers which of the provider's payments it is, for messages that name nothing else. */
    Uni<Void> bind(SqlConnection tx, Transaction transaction, String providerPaymentId) {
        return tx.preparedQuery("""
            update transactions set provider_payment_id = $2
            where transaction_id = $1 and provider_payment_id is null
            """)
                .execute(Tuple.of(transaction.transactionId(), providerPaymentId))
                .chain(() -> tx.preparedQuery("""
                    insert into service.provider_payment (provider_payment_id, tenant, transaction_id)
                    values ($1, $2, $3) on conflict do nothing
                    """)
                        .execute(Tuple.of(providerPaymentId, transaction.tenant(), transaction.transactionId())))
                .replaceWithVoid();
    }

    Uni<Void> forget(SqlConnection tx, UUID senderId) {
        return tx.preparedQuery("update transactions set sender_username = '', message = null where sender_id = $1")
                .execute(Tuple.of(senderId))
                .replaceWithVoid();
    }

    Uni<Page<Transaction>> list(SqlConnection tx, Role role, UUID userId, PageRequest page) {
        var column = switch (role) {
            case SENDER -> "sender_id";
            case RECEIVER -> "receiver_id";
        };
        var after = page.after(1).map(cursor -> cursor.uuid(0));
        var sql = "select * from transactions where " + column + " = $1"
                + (after.isPresent() ? " and transaction_id < $2" : "") + " order by transaction_id desc limit "
                + (page.limit() + 1);
        return tx.preparedQuery(sql)
                .execute(after.isPresent() ? Tuple.of(userId, after.get()) : Tuple.of(userId))
                .map(rows -> Page.of(all(rows), page, last -> Cursor.of(last.transactionId())));
    }

    /** Takes some that have waited too long for the provider's word; nobody else looks at them for a while. */
    Uni<List<Transaction>> takePending(SqlConnection tx, Instant now, Duration waited, Duration again, int max) {
        return tx.preparedQuery("""
            update transactions set reconciled_at = $1 where transaction_id in (
                select transaction_id from transactions
                where status in ('created', 'requires_action') and created_at < $2
                    and (reconciled_at is null or reconciled_at < $3)
                order by created_at limit $4 for update skip locked)
            returning *
            """)
                .execute(tuple(now, now.minus(waited), now.minus(again), max))
                .map(TransactionStore::all);
    }

    private static List<Transaction> all(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(TransactionStore::transaction)
                .toList();
    }

    static Tuple tuple(@Nullable Object... values) {
        var converted = Arrays.stream(values)
                .map(value ->
                        value instanceof Instant instant ? OffsetDateTime.ofInstant(instant, ZoneOffset.UTC) : value)
                .toList();
        return Tuple.newInstance(io.vertx.sqlclient.Tuple.wrap(new ArrayList<>(converted)));
    }

    private static Transaction transaction(Row row) {
        @Nullable String dispute = row.getString("dispute_state");
        @Nullable OffsetDateTime said = row.getOffsetDateTime("provider_said_at");
        return new Transaction(
                row.getUUID("transaction_id"),
                row.getString("tenant"),
                row.getUUID("stream_id"),
                row.getUUID("sender_id"),
                row.getString("sender_username"),
                row.getUUID("receiver_id"),
                row.getLong("amount"),
                row.getString("currency"),
                row.getLong("fee"),
                row.getString("message"),
                TransactionStatus.named(row.getString("status")),
                row.getString("provider"),
                row.getString("provider_payment_id"),
                row.getString("idempotency_key"),
                row.getString("failure_code"),
                new Transaction.Settlement(
                        row.getLong("refunded_amount"),
                        row.getLong("disputed_amount"),
                        dispute == null ? null : DisputeState.named(dispute),
                        said == null ? null : said.toInstant()),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    /** On which side of a transaction somebody stands. */
    enum Role {
        SENDER,
        RECEIVER
    }
}
