package pro.livestream.notification.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import pro.livestream.notification.inbox.Notification;
import pro.livestream.notification.preference.Channel;
import pro.livestream.platform.id.Ids;

/** The table of deliveries: due until done or dead. */
@ApplicationScoped
public class DeliveryStore {

    /** What is to leave, and from when on. */
    public record Draft(UUID notificationId, UUID userId, Channel channel, String target, Instant dueAt) {}

    public Uni<Void> insert(SqlConnection tx, List<Draft> drafts, Instant now, Instant expiresAt) {
        if (drafts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery("""
            insert into deliveries (delivery_id, notification_id, user_id, channel, target, due_at,
                expires_at, created_at)
            select d.id, d.notification_id, d.user_id, d.channel, d.target, d.due_at,
                greatest($7::timestamptz, d.due_at + ($7::timestamptz - $8::timestamptz)), $8::timestamptz
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[])
                as d (id, notification_id, user_id, channel, target, due_at)
            on conflict (notification_id, channel, target) do nothing
            """)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(drafts.stream().map(draft -> Ids.next()).toArray(UUID[]::new))
                        .addArrayOfUUID(
                                drafts.stream().map(Draft::notificationId).toArray(UUID[]::new))
                        .addArrayOfUUID(drafts.stream().map(Draft::userId).toArray(UUID[]::new))
                        .addArrayOfString(drafts.stream()
                                .map(draft -> draft.channel().wireName())
                                .toArray(String[]::new))
                        .addArrayOfString(drafts.stream().map(Draft::target).toArray(String[]::new))
                        .addArrayOfOffsetDateTime(
                                drafts.stream().map(draft -> utc(draft.dueAt())).toArray(OffsetDateTime[]::new))
                        .addOffsetDateTime(utc(expiresAt))
                        .addOffsetDateTime(utc(now)))
                .replaceWithVoid();
    }

    /** Takes due ones until {@code heldUntil}, so that no other replica sends them too. */
    Uni<List<Delivery>> take(SqlConnection tx, Channel channel, Instant now, Instant heldUntil, int countMax) {
        return tx.preparedQuery("""
            with taken as (
                update deliveries set due_at = $3, attempts = attempts + 1
                where delivery_id in (
                    select delivery_id from deliveries
                    where channel = $1 and state = 'due' and due_at <= $2
                    order by due_at limit $4 for update skip locked)
                returning *)
            select t.delivery_id, t.target, t.attempts, t.expires_at, t.created_at as delivery_created_at,
                u.locale as user_locale, p.settings ->> 'locale' as chosen_locale, %s
            from taken t join notifications n on n.notification_id = t.notification_id
                left join users u on u.user_id = t.user_id
                left join preferences p on p.user_id = t.user_id
            """.formatted(Notification.COLUMNS))
                .execute(Tuple.of(channel.wireName(), utc(now), utc(heldUntil), countMax))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(DeliveryStore::delivery)
                        .toList());
    }

    private static Delivery delivery(Row row) {
        var chosen = row.getString("chosen_locale");
        return new Delivery(
                row.getUUID("delivery_id"),
                Notification.of(row),
                row.getString("target"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("delivery_created_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                chosen == null ? row.getString("user_locale") : chosen);
    }

    Uni<Void> done(SqlConnection tx, UUID deliveryId, Instant now) {
        return tx.preparedQuery("""
            update deliveries set state = 'done', reason = null, finished_at = $2 where delivery_id = $1
            """).execute(Tuple.of(deliveryId, utc(now))).replaceWithVoid();
    }

    Uni<Void> later(SqlConnection tx, UUID deliveryId, String reason, Instant dueAt) {
        return tx.preparedQuery("update deliveries set reason = $2, due_at = $3 where delivery_id = $1")
                .execute(Tuple.of(deliveryId, reason, utc(dueAt)))
                .replaceWithVoid();
    }

    Uni<Void> dead(SqlConnection tx, UUID deliveryId, String reason, Instant now) {
        return tx.preparedQuery("""
            update deliveries set state = 'dead', reason = $2, finished_at = $3 where delivery_id = $1
            """)
                .execute(Tuple.of(deliveryId, reason, utc(now)))
                .replaceWithVoid();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
