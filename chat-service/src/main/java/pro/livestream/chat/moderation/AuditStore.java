package pro.livestream.chat.moderation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** What was done in a channel. */
@Singleton
class AuditStore {

    private final TenantDatabase database;

    /** Whose acts, upon whom, of which sort; null for any. */
    record Filter(
            @Nullable UUID actorId,
            @Nullable UUID targetId,
            @Nullable String action) {}

    AuditStore(TenantDatabase database) {
        this.database = database;
    }

    /** Newest first. */
    Uni<List<ActView>> acts(Tenant tenant, UUID channelId, Filter filter, Inputs.Place place, int limit) {
        var before = OffsetDateTime.ofInstant(place.before(), ZoneOffset.UTC);
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select id, stream_id, actor_id, action, target_id, comment_id, reason, until,"
                                + " details::text as details, created_at from chat_audit where channel_id = $1"
                                + " and (created_at, id) < ($2, $3) and ($4::uuid is null or actor_id = $4)"
                                + " and ($5::uuid is null or target_id = $5) and ($6::text is null or action = $6)"
                                + " order by created_at desc, id desc limit $7")
                        .execute(Tuple.from(Arrays.asList(
                                channelId,
                                before,
                                place.beforeId(),
                                filter.actorId(),
                                filter.targetId(),
                                filter.action(),
                                limit)))
                        .map(rows -> {
                            var acts = new ArrayList<ActView>();
                            rows.forEach(row -> acts.add(act(row)));
                            return acts;
                        }));
    }

    private static ActView act(Row row) {
        var until = row.getOffsetDateTime("until");
        var details = row.getString("details");
        return new ActView(
                row.getUUID("id"),
                row.getUUID("stream_id"),
                row.getUUID("actor_id"),
                row.getString("action"),
                row.getUUID("target_id"),
                row.getUUID("comment_id"),
                row.getString("reason"),
                until == null ? null : until.toInstant(),
                details == null ? null : FrameJson.own(details),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
