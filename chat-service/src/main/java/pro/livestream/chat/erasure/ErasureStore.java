package pro.livestream.chat.erasure;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import pro.livestream.contracts.event.ChatMessageDeleted;
import pro.livestream.platform.outbox.Outbox;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Takes a user's words and name out of every table, also for a disabled tenant. */
@Singleton
class ErasureStore {

    static final int BATCH_MAX = 500;
    private static final UUID NOBODY = new UUID(0, 0);

    /** Rows stay, since offsets must not be given away again and others have replied to them; who paid what stays told. */
    private static final String ANONYMISE = """
            with batch as (
                select id, created_at, is_deleted from chat_chatmessage
                where user_id = $1 and not (is_deleted and content = '' and username = 'deleted')
                limit %d for update)
            update chat_chatmessage m set content = '', username = 'deleted', is_deleted = true, is_pinned = false,
                search = null, details = case when m.message_type = 'superchat' then (
                    select jsonb_object_agg(key, value)::text from jsonb_each(m.details::jsonb)
                    where key in ('amount', 'currency', 'tier')) end
            from batch where m.id = batch.id and m.created_at = batch.created_at
            returning m.id, m.room_id, batch.is_deleted as was_deleted,
                (select epoch from chat_chatroom r where r.id = m.room_id) as epoch,
                greatest((select max("offset") from chat_chatmessage x where x.room_id = m.room_id),
                    (select max("offset") from chat_chatchange x where x.room_id = m.room_id)) as highest
            """.formatted(BATCH_MAX);

    private static final String REPLIES = """
            update chat_chatmessage m set details = nullif((m.details::jsonb - 'reply')::text, '{}')
            where m.room_id = any($2) and m.details is not null
                and m.reply_to in (select id from chat_chatmessage where user_id = $1)
            """;

    /** Frames that a resume may still show: an edit says that the message is gone, a pin that nothing is pinned. */
    private static final String FRAMES = """
            with own as (select id::text as id from chat_chatmessage where user_id = $1)
            update chat_chatchange c set frame = (case
                when c.frame like '{"type":"edited"%' then
                    jsonb_build_object('type', 'deleted', 'id', c.frame::jsonb->>'id', 'offset', c."offset")
                when c.frame::jsonb->'pinned'->>'user_id' = $1::text then
                    jsonb_build_object('type', 'unpinned', 'offset', c."offset")
                else c.frame::jsonb #- '{pinned,reply}' end)::text
            where c.room_id = any($2) and (
                (c.frame like '{"type":"edited"%' and c.frame::jsonb->>'id' in (select id from own))
                or (c.frame like '{"type":"pinned"%' and (c.frame::jsonb->'pinned'->>'user_id' = $1::text
                    or c.frame::jsonb->'pinned'->'reply'->>'id' in (select id from own))))
            """;

    /** Bans stay, since the account may come back; whence it spoke does not. */
    private static final String[] MODERATION = {
        "delete from chat_held where user_id = $1",
        "delete from chat_visitor where user_id = $1",
        "delete from chat_ban_mark where user_id = $1",
        "delete from chat_follow where follower_id = $1"
    };

    private final TenantDatabase database;
    private final Outbox outbox;

    /** A room; {@code said} tells whether the user has rows there that can still be read. */
    record Place(UUID id, boolean open, boolean said) {}

    ErasureStore(TenantDatabase database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** Where the user may have said something: every room with a row, and those open now, whose rows may not be there yet. */
    Uni<List<Place>> rooms(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(
                tenant,
                tx -> tx.preparedQuery("""
                        with said as (
                            select room_id, bool_or(not is_deleted) as readable from chat_chatmessage
                            where user_id = $1 group by room_id)
                        select r.id, r.is_active and (r.closes_at is null or r.closes_at > now()) as open,
                            coalesce(s.readable, false) as said
                        from chat_chatroom r left join said s on s.room_id = r.id
                        where r.is_active or s.room_id is not null
                        """).execute(Tuple.of(userId)).map(rows -> {
                    var places = new ArrayList<Place>();
                    rows.forEach(row ->
                            places.add(new Place(row.getUUID("id"), row.getBoolean("open"), row.getBoolean("said"))));
                    return places;
                }));
    }

    /** Some of the user's rows, and the events that tell of those which could be read; answers how many. */
    Uni<Integer> anonymise(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(
                tenant,
                tx -> tx.preparedQuery(ANONYMISE)
                        .execute(Tuple.of(userId))
                        .chain(rows -> Multi.createFrom()
                                .iterable(rows)
                                .filter(row -> !row.getBoolean("was_deleted"))
                                .onItem()
                                .transformToUniAndConcatenate(row -> outbox.append(tx, deleted(tenant, row)))
                                .collect()
                                .last()
                                .replaceWith(rows.size())));
    }

    private static ChatMessageDeleted deleted(Tenant tenant, Row row) {
        long place = row.getLong("highest") + 1;
        return new ChatMessageDeleted(
                tenant.name(),
                row.getUUID("room_id"),
                NOBODY,
                row.getUUID("id"),
                Clock.systemUTC().instant(),
                Long.toString(row.getLong("epoch")),
                place,
                place);
    }

    /** What else names the user; answers the channels that have lost a moderator. */
    Uni<Set<UUID>> forgetPerson(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(
                tenant,
                tx -> tx.preparedQuery("select distinct room_id from chat_chatmessage where user_id = $1")
                        .execute(Tuple.of(userId))
                        .map(rows -> {
                            var ids = new ArrayList<UUID>();
                            rows.forEach(row -> ids.add(row.getUUID("room_id")));
                            return Tuple.of(userId, ids.toArray(UUID[]::new));
                        })
                        .chain(concerned -> run(tx, REPLIES, concerned).chain(() -> run(tx, FRAMES, concerned)))
                        .chain(() ->
                                run(tx, "update chat_ban set username = null where user_id = $1", Tuple.of(userId)))
                        .chain(() -> Multi.createFrom()
                                .items(MODERATION)
                                .onItem()
                                .transformToUniAndConcatenate(sql -> run(tx, sql, Tuple.of(userId)))
                                .collect()
                                .last()
                                .replaceWithVoid())
                        .chain(() -> run(
                                tx,
                                "update streaming_streamreaction set user_id = $2 where user_id = $1",
                                Tuple.of(userId, NOBODY)))
                        .chain(() -> dismiss(tx, userId)));
    }

    private static Uni<Set<UUID>> dismiss(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("delete from chat_moderator where user_id = $1 returning channel_id")
                .execute(Tuple.of(userId))
                .map(rows -> {
                    var channels = new HashSet<UUID>();
                    rows.forEach(row -> channels.add(row.getUUID("channel_id")));
                    return channels;
                });
    }

    private static Uni<Void> run(SqlConnection tx, String sql, Tuple values) {
        return tx.preparedQuery(sql).execute(values).replaceWithVoid();
    }
}
