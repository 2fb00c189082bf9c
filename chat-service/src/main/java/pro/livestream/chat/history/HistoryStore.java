package pro.livestream.chat.history;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.Comment;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Reads what rooms said from PostgreSQL. */
@Singleton
public class HistoryStore {

    static final String COLUMNS = "id, room_id, user_id, username, content, message_type, reply_to, details,"
            + " is_deleted, edited_at, \"offset\", epoch, created_at";
    private static final int SUPERCHATS_MAX = 500;
    private static final UUID NOBODY = new UUID(0, 0);

    private final TenantDatabase database;

    public HistoryStore(TenantDatabase database) {
        this.database = database;
    }

    /** One stored message, also a deleted one. */
    public record Stored(Comment comment, long epoch, long offset, boolean deleted) {

        public String json() {
            return FrameJson.withOffset(comment.toJson(), offset);
        }
    }

    /** The newest kept messages before an offset, newest first. */
    public Uni<List<Stored>> before(Tenant tenant, UUID roomId, @Nullable Long offset, int limit) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select " + COLUMNS
                                + " from chat_chatmessage where room_id = $1 and \"offset\" < $2 and not is_deleted"
                                + " order by \"offset\" desc limit $3")
                        .execute(Tuple.of(roomId, offset == null ? Long.MAX_VALUE : offset, limit))
                        .map(HistoryStore::all));
    }

    /** The newest super chats since then, newest first. */
    public Uni<List<Stored>> superchats(Tenant tenant, UUID roomId, Instant since) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select " + COLUMNS + " from chat_chatmessage where room_id = $1"
                                + " and created_at > $2 and message_type = 'superchat' and not is_deleted"
                                + " order by \"offset\" desc limit " + SUPERCHATS_MAX)
                        .execute(Tuple.of(roomId, OffsetDateTime.ofInstant(since, ZoneOffset.UTC)))
                        .map(HistoryStore::all));
    }

    /** Everything between two offsets, both excluded, in order; one more than {@code limit} says there is more. */
    public Uni<List<PastEntry>> between(Tenant tenant, UUID roomId, long after, long before, int limit) {
        var range = Tuple.of(roomId, after, before, limit + 1);
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select " + COLUMNS + " from chat_chatmessage where room_id = $1"
                                + " and \"offset\" > $2 and \"offset\" < $3 order by \"offset\" limit $4")
                        .execute(range)
                        .flatMap(messages -> changes(tx, range).map(changes -> merged(all(messages), changes))));
    }

    private static Uni<List<PastEntry>> changes(SqlConnection tx, Tuple range) {
        return tx.preparedQuery("select \"offset\", frame from chat_chatchange where room_id = $1"
                        + " and \"offset\" > $2 and \"offset\" < $3 order by \"offset\" limit $4")
                .execute(range)
                .map(rows -> {
                    var changes = new ArrayList<PastEntry>();
                    for (var row : rows) {
                        changes.add(
                                new PastEntry(row.getLong("offset"), true, NOBODY, NOBODY, "", row.getString("frame")));
                    }
                    return changes;
                });
    }

    private static List<PastEntry> merged(List<Stored> messages, List<PastEntry> changes) {
        var all = new ArrayList<>(changes);
        for (var stored : messages) {
            var comment = stored.comment();
            all.add(new PastEntry(
                    stored.offset(),
                    false,
                    comment.id(),
                    comment.userId(),
                    comment.username(),
                    stored.deleted() ? "" : stored.json()));
        }
        all.sort(Comparator.comparingLong(PastEntry::offset));
        return all;
    }

    public Uni<Optional<Stored>> find(Tenant tenant, UUID roomId, UUID id) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select " + COLUMNS + " from chat_chatmessage where id = $1 and room_id = $2")
                        .execute(Tuple.of(id, roomId))
                        .map(rows -> all(rows).stream().findFirst()));
    }

    /** When the first message after an offset was said. */
    public Uni<Optional<Instant>> firstAfter(Tenant tenant, UUID roomId, long offset) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select created_at from chat_chatmessage"
                                + " where room_id = $1 and \"offset\" > $2 order by \"offset\" limit 1")
                        .execute(Tuple.of(roomId, offset))
                        .map(rows -> {
                            for (var row : rows) {
                                return Optional.of(
                                        row.getOffsetDateTime("created_at").toInstant());
                            }
                            return Optional.empty();
                        }));
    }

    static List<Stored> all(RowSet<Row> rows) {
        var all = new ArrayList<Stored>(rows.size());
        for (var row : rows) {
            all.add(new Stored(
                    comment(row), row.getLong("epoch"), row.getLong("offset"), row.getBoolean("is_deleted")));
        }
        return all;
    }

    private static Comment comment(Row row) {
        var details = row.getString("details");
        return new Comment(
                row.getUUID("id"),
                row.getUUID("room_id"),
                row.getUUID("user_id"),
                row.getString("username"),
                row.getString("content"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("message_type"),
                row.getUUID("reply_to"),
                details == null ? Comment.NO_DETAILS : details,
                instant(row.getOffsetDateTime("edited_at")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
