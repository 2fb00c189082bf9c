package pro.livestream.chat.moderation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** A channel's bans and moderators in PostgreSQL. */
@Singleton
class ModerationStore {

    private final TenantDatabase database;

    ModerationStore(TenantDatabase database) {
        this.database = database;
    }

    <T> Uni<T> inTransaction(Tenant tenant, Function<SqlConnection, Uni<T>> work) {
        return database.inTransaction(tenant, work);
    }

    static Uni<Void> ban(SqlConnection tx, UUID channelId, BanView ban, UUID by) {
        return tx.preparedQuery("insert into chat_ban (channel_id, user_id, username, kind, reason, until, created_by,"
                        + " created_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (channel_id, user_id)"
                        + " do update set username = excluded.username, kind = excluded.kind,"
                        + " reason = excluded.reason, until = excluded.until, created_by = excluded.created_by,"
                        + " created_at = excluded.created_at")
                .execute(Tuple.from(Arrays.asList(
                        channelId,
                        ban.userId(),
                        ban.username(),
                        ban.type(),
                        ban.reason(),
                        ban.until() == null ? null : utc(ban.until()),
                        by,
                        utc(ban.createdAt()))))
                .replaceWithVoid();
    }

    /** Answers whether there was one. */
    static Uni<Boolean> unban(SqlConnection tx, UUID channelId, UUID userId) {
        return tx.preparedQuery("delete from chat_ban where channel_id = $1 and user_id = $2")
                .execute(Tuple.of(channelId, userId))
                .map(done -> done.rowCount() > 0);
    }

    /** Those that hold, newest first. */
    Uni<List<BanView>> bans(Tenant tenant, UUID channelId, Instant before, int limit) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select user_id, username, kind, reason, until,"
                                + " created_at from chat_ban where channel_id = $1 and (until is null or until > now())"
                                + " and created_at < $2 order by created_at desc limit $3")
                        .execute(Tuple.of(channelId, utc(before), limit))
                        .map(rows -> {
                            var bans = new ArrayList<BanView>();
                            for (var row : rows) {
                                bans.add(new BanView(
                                        row.getUUID("user_id"),
                                        row.getString("username"),
                                        row.getString("kind"),
                                        row.getString("reason"),
                                        instant(row.getOffsetDateTime("until")),
                                        row.getOffsetDateTime("created_at").toInstant()));
                            }
                            return bans;
                        }));
    }

    static Uni<Void> appoint(SqlConnection tx, UUID channelId, UUID userId, UUID by) {
        return tx.preparedQuery("insert into chat_moderator (channel_id, user_id, appointed_by) values ($1, $2, $3)"
                        + " on conflict do nothing")
                .execute(Tuple.of(channelId, userId, by))
                .replaceWithVoid();
    }

    static Uni<Boolean> dismiss(SqlConnection tx, UUID channelId, UUID userId) {
        return tx.preparedQuery("delete from chat_moderator where channel_id = $1 and user_id = $2")
                .execute(Tuple.of(channelId, userId))
                .map(done -> done.rowCount() > 0);
    }

    Uni<List<ModeratorView>> moderators(Tenant tenant, UUID channelId) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery(
                                "select user_id, created_at from chat_moderator where channel_id = $1 order by created_at")
                        .execute(Tuple.of(channelId))
                        .map(rows -> {
                            var moderators = new ArrayList<ModeratorView>();
                            rows.forEach(row -> moderators.add(new ModeratorView(
                                    row.getUUID("user_id"),
                                    row.getOffsetDateTime("created_at").toInstant())));
                            return moderators;
                        }));
    }

    private static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
