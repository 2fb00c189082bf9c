package pro.livestream.chat.retention;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Removes rows whose time is over; never one whose event the brokers have not confirmed. */
@Singleton
class RetentionStore {

    private static final String TRIM = """
            delete from chat_chatmessage where room_id = $1 and confirmed_at is not null and "offset" < (
                select "offset" from chat_chatmessage where room_id = $1 and not is_deleted
                order by "offset" desc offset $2 - 1 limit 1)
            """;

    /** Of an ephemeral room that kept messages before: all of them. */
    private static final String EMPTY = """
            delete from chat_chatmessage where room_id = $1 and confirmed_at is not null and (id, created_at) in (
                select id, created_at from chat_chatmessage where room_id = $1 and confirmed_at is not null limit $2)
            """;

    /** What has overslept in the partition that nobody drops. */
    private static final String OVERDUE = """
            delete from chat_chatmessage_default where confirmed_at is not null and (id, created_at) in (
                select id, created_at from chat_chatmessage_default
                where created_at < $1 and confirmed_at is not null limit $2)
            """;

    private static final String OLD_CHANGES = """
            delete from chat_chatchange where (room_id, "offset") in (
                select room_id, "offset" from chat_chatchange where created_at < $1 limit $2)
            """;

    private final TenantDatabase database;
    private final RetentionConfig config;

    RetentionStore(TenantDatabase database, RetentionConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Leaves a room its newest messages, and the changes since the first of them; answers how many went. */
    Uni<Integer> trim(Tenant tenant, UUID roomId) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery(TRIM)
                        .execute(Tuple.of(roomId, config.recentMax()))
                        .chain(trimmed -> trimmed.rowCount() == 0
                                ? Uni.createFrom().item(0)
                                : dropChanges(tx, roomId).replaceWith(trimmed.rowCount())));
    }

    private static Uni<Void> dropChanges(SqlConnection tx, UUID roomId) {
        return tx.preparedQuery(
                        "delete from chat_chatchange where room_id = $1 and \"offset\" < (select min(\"offset\")"
                                + " from chat_chatmessage where room_id = $1)")
                .execute(Tuple.of(roomId))
                .replaceWithVoid();
    }

    /** Removes some of what an ephemeral room kept before it was one; answers how many. */
    Uni<Integer> empty(Tenant tenant, UUID roomId) {
        return database.inTransaction(
                tenant,
                tx -> count(tx, EMPTY, Tuple.of(roomId, config.batchMax()))
                        .chain(gone -> tx.preparedQuery("delete from chat_chatchange where room_id = $1")
                                .execute(Tuple.of(roomId))
                                .replaceWith(gone)));
    }

    /** Rooms that keep less than the others, and how: those with a row, ephemeral or recent. */
    Uni<List<ShortLived>> shortLived(Tenant tenant) {
        return database.inTransaction(
                tenant,
                tx -> tx.query("""
                        select id, settings->>'retention' as kept from chat_chatroom r
                        where settings->>'retention' in ('ephemeral', 'recent')
                            and (exists (select 1 from chat_chatmessage m where m.room_id = r.id)
                                or exists (select 1 from chat_chatchange c where c.room_id = r.id))
                        """).execute().map(rows -> {
                    var rooms = new ArrayList<ShortLived>();
                    rows.forEach(row -> rooms.add(new ShortLived(
                            row.getUUID("id"), row.getString("kept").equals("ephemeral"))));
                    return rooms;
                }));
    }

    /** A room that keeps less than the others. */
    record ShortLived(UUID id, boolean nothing) {}

    /** Removes some rows that no partition's drop takes away; answers how many. */
    Uni<Integer> removeOverdue(Tenant tenant, Instant before) {
        var bound = Tuple.of(OffsetDateTime.ofInstant(before, ZoneOffset.UTC), config.batchMax());
        return database.inTransaction(
                tenant,
                tx -> count(tx, OVERDUE, bound)
                        .chain(messages -> count(tx, OLD_CHANGES, bound).map(changes -> Math.max(messages, changes))));
    }

    private static Uni<Integer> count(SqlConnection tx, String sql, Tuple values) {
        return tx.preparedQuery(sql).execute(values).map(done -> done.rowCount());
    }
}
