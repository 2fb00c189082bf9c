package pro.livestream.chat.history;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** The record that moderators see: also what was deleted. */
@Singleton
public class RecordStore {

    private static final Instant ALWAYS = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final TenantDatabase database;

    RecordStore(TenantDatabase database) {
        this.database = database;
    }

    /** What a user said in all rooms of a channel, the newest first. */
    public Uni<List<HistoryStore.Stored>> ofUser(
            Tenant tenant, UUID channelId, UUID userId, @Nullable Instant before, UUID beforeId, int limit) {
        var values = Tuple.of(userId, channelId, utc(before == null ? NEVER : before), beforeId, limit);
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select " + HistoryStore.COLUMNS + " from chat_chatmessage where user_id = $1"
                                + " and room_id in (select id from chat_chatroom where channel_id = $2)"
                                + " and (created_at, id) < ($3, $4) order by created_at desc, id desc limit $5")
                        .execute(values)
                        .map(HistoryStore::all));
    }

    /** What was said in a room after an offset, in order. */
    public Uni<List<HistoryStore.Stored>> ofRoom(Tenant tenant, UUID roomId, TimeRange range, long after, int limit) {
        var from = range.from();
        var to = range.to();
        var values = Tuple.of(roomId, after, utc(from == null ? ALWAYS : from), utc(to == null ? NEVER : to), limit);
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select " + HistoryStore.COLUMNS + " from chat_chatmessage where room_id = $1"
                                + " and \"offset\" > $2 and created_at >= $3 and created_at < $4"
                                + " order by \"offset\" limit $5")
                        .execute(values)
                        .map(HistoryStore::all));
    }

    private static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
