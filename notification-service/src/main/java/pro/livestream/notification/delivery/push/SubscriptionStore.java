package pro.livestream.notification.delivery.push;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import pro.livestream.platform.consumer.PersonalData;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** The table of push subscriptions. */
@ApplicationScoped
class SubscriptionStore implements PersonalData {
    private final TenantDatabase database;

    SubscriptionStore(TenantDatabase database) {
        this.database = database;
    }

    /** A browser has one subscription: who subscribes with it last has it. */
    Uni<PushSubscription> put(SqlConnection tx, PushSubscription subscription) {
        return tx.preparedQuery("""
            insert into push_subscriptions (subscription_id, user_id, endpoint, p256dh, auth, created_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh,
                auth = excluded.auth
            returning *
            """)
                .execute(Tuple.of(
                        subscription.subscriptionId(),
                        subscription.userId(),
                        subscription.endpoint(),
                        subscription.keys().point().getDelegate(),
                        subscription.keys().auth().getDelegate(),
                        subscription.createdAt().atOffset(ZoneOffset.UTC)))
                .map(rows -> subscription(rows.iterator().next()));
    }

    Uni<Long> count(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("select count(*) as n from push_subscriptions where user_id = $1")
                .execute(Tuple.of(userId))
                .map(rows -> rows.iterator().next().getLong("n"));
    }

    Uni<Optional<PushSubscription>> find(Tenant tenant, UUID subscriptionId) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select * from push_subscriptions where subscription_id = $1")
                        .execute(Tuple.of(subscriptionId))
                        .map(rows -> rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(subscription(rows.iterator().next()))));
    }

    Uni<Boolean> delete(SqlConnection tx, UUID userId, UUID subscriptionId) {
        return tx.preparedQuery("delete from push_subscriptions where user_id = $1 and subscription_id = $2")
                .execute(Tuple.of(userId, subscriptionId))
                .map(result -> result.rowCount() > 0);
    }

    Uni<Boolean> deleteEndpoint(SqlConnection tx, UUID userId, String endpoint) {
        return tx.preparedQuery("delete from push_subscriptions where user_id = $1 and endpoint = $2")
                .execute(Tuple.of(userId, endpoint))
                .map(result -> result.rowCount() > 0);
    }

    /** The push service says that there is no such browser any more. */
    Uni<Void> expire(Tenant tenant, UUID subscriptionId) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("delete from push_subscriptions where subscription_id = $1")
                        .execute(Tuple.of(subscriptionId))
                        .replaceWithVoid());
    }

    @Override
    public Uni<Void> erase(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(
                tenant,
                tx -> tx.preparedQuery("delete from push_subscriptions where user_id = $1")
                        .execute(Tuple.of(userId))
                        .replaceWithVoid());
    }

    private static PushSubscription subscription(Row row) {
        return new PushSubscription(
                row.getUUID("subscription_id"),
                row.getUUID("user_id"),
                row.getString("endpoint"),
                new PushSubscription.Keys(row.getBuffer("p256dh"), row.getBuffer("auth")),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
