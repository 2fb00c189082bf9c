package pro.livestream.notification.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import pro.livestream.platform.page.PageRequest;

/** The table of notifications: a dedup_key is told once, whoever tries again. */
@ApplicationScoped
public class NotificationStore {

    /** What is to be told to one user; hidden ones go by mail or push alone. */
    public record Draft(UUID notificationId, UUID userId, String title, String body, boolean hidden, String dedupKey) {}

    /** Which of the drafts are new. */
    public Uni<Set<UUID>> insert(
            SqlConnection tx, Kind kind, Map<String, Object> data, Instant now, List<Draft> drafts) {
        return tx.preparedQuery("""
            insert into notifications
                (notification_id, user_id, kind, title, body, data, created_at, hidden, dedup_key)
            select d.id, d.user_id, $1::text, d.title, d.body, $2::jsonb, $3::timestamptz, d.hidden, d.dedup_key
            from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::boolean[], $9::text[])
                as d (id, user_id, title, body, hidden, dedup_key)
            on conflict (dedup_key) do nothing
            returning notification_id
            """)
                .execute(Tuple.tuple()
                        .addString(kind.wireName())
                        .addJsonObject(new JsonObject(data))
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                        .addArrayOfUUID(
                                drafts.stream().map(Draft::notificationId).toArray(UUID[]::new))
                        .addArrayOfUUID(drafts.stream().map(Draft::userId).toArray(UUID[]::new))
                        .addArrayOfString(drafts.stream().map(Draft::title).toArray(String[]::new))
                        .addArrayOfString(drafts.stream().map(Draft::body).toArray(String[]::new))
                        .addArrayOfBoolean(drafts.stream().map(Draft::hidden).toArray(Boolean[]::new))
                        .addArrayOfString(drafts.stream().map(Draft::dedupKey).toArray(String[]::new)))
                .map(rows ->
                        stream(rows).map(row -> row.getUUID("notification_id")).collect(Collectors.toSet()));
    }

    /** Tells anew what has grown since: the same notification, unread again; true when it was not there before. */
    public Uni<Renewed> renew(SqlConnection tx, Kind kind, Map<String, Object> data, Instant now, Draft draft) {
        return tx.preparedQuery("""
            insert into notifications as n
                (notification_id, user_id, kind, title, body, data, created_at, hidden, dedup_key)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (dedup_key) do update set title = excluded.title, body = excluded.body,
                data = excluded.data, created_at = excluded.created_at, read_at = null,
                hidden = excluded.hidden
            returning %s
            """.formatted(Notification.COLUMNS))
                .execute(Tuple.tuple()
                        .addUUID(draft.notificationId())
                        .addUUID(draft.userId())
                        .addString(kind.wireName())
                        .addString(draft.title())
                        .addString(draft.body())
                        .addJsonObject(new JsonObject(data))
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                        .addBoolean(draft.hidden())
                        .addString(draft.dedupKey()))
                .map(rows -> Notification.of(rows.iterator().next()))
                .map(stored -> new Renewed(stored, stored.notificationId().equals(draft.notificationId())));
    }

    /** A notification as it stands now. */
    public record Renewed(Notification notification, boolean isNew) {}

    Uni<List<Notification>> list(SqlConnection tx, UUID userId, boolean unreadOnly, PageRequest page) {
        var after = page.after(2);
        var values = Tuple.tuple().addUUID(userId).addInteger(page.limit() + 1);
        after.ifPresent(cursor -> values.addOffsetDateTime(cursor.instant(0).atOffset(ZoneOffset.UTC))
                .addUUID(cursor.uuid(1)));
        return tx.preparedQuery("""
            select %s from notifications n
            where n.user_id = $1 and not n.hidden %s %s
            order by n.created_at desc, n.notification_id desc limit $2
            """.formatted(
                                Notification.COLUMNS,
                                unreadOnly ? "and n.read_at is null" : "",
                                after.isPresent() ? "and (n.created_at, n.notification_id) < ($3, $4)" : ""))
                .execute(values)
                .map(rows -> stream(rows).map(Notification::of).toList());
    }

    /** What came after a notification that a client has seen, oldest first. */
    public Uni<List<Notification>> after(SqlConnection tx, UUID userId, UUID lastSeen, int countMax) {
        return tx.preparedQuery("""
            select %s from notifications n,
                (select created_at, notification_id from notifications
                 where notification_id = $2 and user_id = $1) as seen
            where n.user_id = $1 and not n.hidden
                and (n.created_at, n.notification_id) > (seen.created_at, seen.notification_id)
            order by n.created_at, n.notification_id limit $3
            """.formatted(Notification.COLUMNS))
                .execute(Tuple.of(userId, lastSeen, countMax))
                .map(rows -> stream(rows).map(Notification::of).toList());
    }

    Uni<Long> unread(SqlConnection tx, UUID userId) {
        return tx.preparedQuery(
                        "select count(*) as n from notifications where user_id = $1 and read_at is null and not hidden")
                .execute(Tuple.of(userId))
                .map(rows -> rows.iterator().next().getLong("n"));
    }

    Uni<Optional<Notification>> read(SqlConnection tx, UUID userId, UUID notificationId, Instant now) {
        return tx.preparedQuery("""
            update notifications n set read_at = coalesce(n.read_at, $3)
            where n.notification_id = $2 and n.user_id = $1 and not n.hidden returning %s
            """.formatted(Notification.COLUMNS))
                .execute(Tuple.of(userId, notificationId, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> stream(rows).map(Notification::of).findFirst());
    }

    Uni<Integer> readAll(SqlConnection tx, UUID userId, Instant now) {
        return tx.preparedQuery("""
            update notifications set read_at = $2
            where user_id = $1 and read_at is null and not hidden and created_at <= $2
            """)
                .execute(Tuple.of(userId, now.atOffset(ZoneOffset.UTC)))
                .map(RowSet::rowCount);
    }

    /** The row stays, so that the same thing is not told again. */
    Uni<Boolean> hide(SqlConnection tx, UUID userId, UUID notificationId) {
        return tx.preparedQuery("""
            update notifications set hidden = true, title = '', body = '', data = '{}'
            where user_id = $1 and notification_id = $2 and not hidden
            """).execute(Tuple.of(userId, notificationId)).map(result -> result.rowCount() == 1);
    }

    /** Also what the user said to others. */
    Uni<Void> erase(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("delete from notifications where user_id = $1"
                        + " or (kind = 'mention' and data->'author'->>'user_id' = $1::text)")
                .execute(Tuple.of(userId))
                .replaceWithVoid();
    }

    Uni<Integer> deleteOld(SqlConnection tx, Instant before, int countMax) {
        return tx.preparedQuery("""
            delete from notifications where notification_id in (
                select notification_id from notifications where created_at < $1 limit $2)
            """)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), countMax))
                .map(RowSet::rowCount);
    }

    private static java.util.stream.Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
