package pro.livestream.chat.hold;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** The table of held messages. */
@Singleton
public class HeldStore {

    private static final String COLUMNS =
            "id, room_id, user_id, username, content, client_id, reply_to, reasons, state,"
                    + " created_at, decided_by, decided_at, decision_reason, \"offset\"";
    private static final UUID NOBODY = new UUID(0, 0);

    private final TenantDatabase database;

    HeldStore(TenantDatabase database) {
        this.database = database;
    }

    /** A row, with the id that its sender gave it. */
    public record Kept(HeldMessage message, @Nullable String clientId) {}

    /** What became of a message that was to be held: {@code kept} null when too many wait. */
    public record Outcome(@Nullable Kept kept, boolean isNew) {}

    /** Keeps a message unless its sender has sent it before, or {@code pendingMax} wait in its room. */
    public Uni<Outcome> hold(
            Tenant tenant, UUID channelId, HeldMessage message, @Nullable String clientId, int pendingMax) {
        return database.inTransaction(
                tenant,
                tx -> known(tx, message, clientId)
                        .flatMap(known -> known.isPresent()
                                ? Uni.createFrom().item(new Outcome(known.get(), false))
                                : insert(tx, channelId, message, clientId, pendingMax)));
    }

    private static Uni<Optional<Kept>> known(SqlConnection tx, HeldMessage message, @Nullable String clientId) {
        return clientId == null
                ? Uni.createFrom().item(Optional.<Kept>empty())
                : tx.preparedQuery("select " + COLUMNS
                                + " from chat_held where room_id = $1 and user_id = $2 and client_id = $3")
                        .execute(Tuple.of(message.streamId(), message.userId(), clientId))
                        .map(rows -> all(rows).stream().findFirst());
    }

    private static Uni<Outcome> insert(
            SqlConnection tx, UUID channelId, HeldMessage message, @Nullable String clientId, int pendingMax) {
        var row = Tuple.newInstance(io.vertx.sqlclient.Tuple.tuple()
                .addUUID(message.id())
                .addUUID(message.streamId())
                .addUUID(channelId)
                .addUUID(message.userId())
                .addString(message.username())
                .addString(message.message())
                .addString(clientId)
                .addUUID(message.replyTo())
                .addArrayOfString(message.reasons().toArray(String[]::new))
                .addOffsetDateTime(utc(message.createdAt()))
                .addInteger(pendingMax));
        return tx.preparedQuery("insert into chat_held (id, room_id, channel_id, user_id, username, content, client_id,"
                        + " reply_to, reasons, created_at) select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10"
                        + " where (select count(*) from (select 1 from chat_held where room_id = $2"
                        + " and state = 'pending' limit $11) waiting) < $11"
                        + " on conflict (room_id, user_id, client_id) where client_id is not null do nothing")
                .execute(row)
                .flatMap(done -> done.rowCount() > 0
                        ? Uni.createFrom().item(new Outcome(new Kept(message, clientId), true))
                        : known(tx, message, clientId).map(twin -> new Outcome(twin.orElse(null), false)));
    }

    /** Newest first. */
    public Uni<List<HeldMessage>> list(
            Tenant tenant, UUID streamId, String state, Instant before, UUID beforeId, int limit) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select " + COLUMNS + " from chat_held where room_id = $1 and state = $2"
                                + " and (created_at, id) < ($3, $4) order by created_at desc, id desc limit $5")
                        .execute(Tuple.of(streamId, state, utc(before), beforeId, limit))
                        .map(rows -> all(rows).stream().map(Kept::message).toList()));
    }

    public static Uni<Optional<Kept>> find(SqlConnection tx, UUID streamId, UUID id) {
        return tx.preparedQuery("select " + COLUMNS + " from chat_held where room_id = $1 and id = $2")
                .execute(Tuple.of(streamId, id))
                .map(rows -> all(rows).stream().findFirst());
    }

    /** Empty when it is not pending (any more); whoever decides first locks the row. */
    public static Uni<Optional<Kept>> decide(
            SqlConnection tx, UUID streamId, UUID id, String state, UUID by, @Nullable String reason) {
        return tx.preparedQuery("update chat_held set state = $3, decided_by = $4, decided_at = now(),"
                        + " decision_reason = $5 where room_id = $1 and id = $2 and state = 'pending' returning "
                        + COLUMNS)
                .execute(Tuple.from(Arrays.asList(streamId, id, state, by, reason)))
                .map(rows -> all(rows).stream().findFirst());
    }

    public Uni<Void> published(Tenant tenant, UUID id, long offset) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("update chat_held set published_at = now(), \"offset\" = $2 where id = $1")
                        .execute(Tuple.of(id, offset))
                        .replaceWithVoid());
    }

    /** Approved ones that nobody has brought into their room since then. */
    public Uni<List<Kept>> unpublished(Tenant tenant, Duration age, int limit) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select " + COLUMNS + " from chat_held where state = 'approved'"
                                + " and published_at is null and decided_at < now() - make_interval(secs => $1)"
                                + " order by decided_at limit $2")
                        .execute(Tuple.of((double) age.toSeconds(), limit))
                        .map(HeldStore::all));
    }

    /** Those that nobody decided about in time; answers how many. */
    public static Uni<Integer> expire(SqlConnection tx, Duration age) {
        return tx.preparedQuery("update chat_held set state = 'expired', decided_by = $2, decided_at = now()"
                        + " where state = 'pending' and created_at < now() - make_interval(secs => $1)")
                .execute(Tuple.of((double) age.toSeconds(), NOBODY))
                .map(RowSet::rowCount);
    }

    /** Removes what was decided long ago; answers how many. */
    public static Uni<Integer> forget(SqlConnection tx, Duration age) {
        return tx.preparedQuery("delete from chat_held where state <> 'pending'"
                        + " and (state <> 'approved' or published_at is not null)"
                        + " and decided_at < now() - make_interval(secs => $1)")
                .execute(Tuple.of((double) age.toSeconds()))
                .map(RowSet::rowCount);
    }

    private static List<Kept> all(RowSet<Row> rows) {
        var all = new ArrayList<Kept>(rows.size());
        for (var row : rows) {
            all.add(new Kept(message(row), row.getString("client_id")));
        }
        return all;
    }

    private static HeldMessage message(Row row) {
        var decided = row.getOffsetDateTime("decided_at");
        return new HeldMessage(
                row.getUUID("id"),
                row.getUUID("room_id"),
                row.getUUID("user_id"),
                row.getString("username"),
                row.getString("content"),
                row.getUUID("reply_to"),
                List.of(row.getArrayOfStrings("reasons")),
                row.getString("state"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getUUID("decided_by"),
                decided == null ? null : decided.toInstant(),
                row.getString("decision_reason"),
                row.getLong("offset"));
    }

    private static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
