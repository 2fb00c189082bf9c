package pro.livestream.chat.history;

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
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Finds what was said in a room, by the index of its words where words are asked for. */
@Singleton
public class SearchStore {

    private final TenantDatabase database;

    SearchStore(TenantDatabase database) {
        this.database = database;
    }

    /** What to look for, and where: everything that is not null must hold; {@code before} is an offset. */
    public record Search(
            @Nullable String text,
            @Nullable UUID userId,
            @Nullable String username,
            TimeRange range,
            @Nullable Long before) {}

    /** The newest first; deleted messages are never found. */
    public Uni<List<HistoryStore.Stored>> find(Tenant tenant, UUID roomId, Search search, int limit) {
        var statement = statement(roomId, search, limit);
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery(statement.sql())
                        .execute(statement.values())
                        .map(HistoryStore::all));
    }

    /** How PostgreSQL goes about it. */
    Uni<String> explain(SqlConnection tx, UUID roomId, Search search, int limit) {
        var statement = statement(roomId, search, limit);
        return tx.preparedQuery("explain " + statement.sql())
                .execute(statement.values())
                .map(rows -> {
                    var plan = new StringBuilder();
                    rows.forEach(row -> plan.append(row.getString(0)).append('\n'));
                    return plan.toString();
                });
    }

    private record Statement(String sql, Tuple values) {}

    private static Statement statement(UUID roomId, Search search, int limit) {
        var values = new ArrayList<Object>();
        // Nothing was said long before the room was there, so older partitions need no look.
        var sql = new StringBuilder("select " + HistoryStore.COLUMNS + " from chat_chatmessage where room_id = "
                + place(values, roomId) + " and not is_deleted and created_at >="
                + " (select created_at - interval '1 day' from chat_chatroom where id = $1)");
        if (search.text() != null) {
            sql.append(" and search @@ ")
                    .append(place(values, RoomSearch.query(roomId, search.text())))
                    .append("::text::tsquery");
        }
        if (search.userId() != null) {
            sql.append(" and user_id = ").append(place(values, search.userId()));
        }
        if (search.username() != null) {
            sql.append(" and lower(username) = lower(")
                    .append(place(values, search.username()))
                    .append(')');
        }
        var from = search.range().from();
        if (from != null) {
            sql.append(" and created_at >= ").append(place(values, utc(from)));
        }
        var to = search.range().to();
        if (to != null) {
            sql.append(" and created_at < ").append(place(values, utc(to)));
        }
        if (search.before() != null) {
            sql.append(" and \"offset\" < ").append(place(values, search.before()));
        }
        sql.append(" order by \"offset\" desc limit ").append(place(values, limit));
        return new Statement(sql.toString(), Tuple.from(values));
    }

    private static String place(List<Object> values, Object value) {
        values.add(value);
        return "$" + values.size();
    }

    private static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
