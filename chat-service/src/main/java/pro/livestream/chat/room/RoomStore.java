package pro.livestream.chat.room;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.history.HistoryStore;
import pro.livestream.chat.log.Position;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.rule.ChannelRules;
import pro.livestream.chat.rule.RuleBook;
import pro.livestream.chat.rule.RuleStore;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Rooms in PostgreSQL; a room's id is its stream's. */
@Singleton
class RoomStore {

    private final TenantDatabase database;
    private final HistoryStore history;
    private final RuleBook rules;

    RoomStore(TenantDatabase database, HistoryStore history, RuleBook rules) {
        this.database = database;
        this.history = history;
        this.rules = rules;
    }

    Uni<Optional<RoomFacts>> load(RoomKey key) {
        var tenant = new Tenant(key.tenant());
        Uni<Optional<Loaded>> loading = database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select channel_id, is_active, closes_at, epoch,"
                                + " settings::text as settings, pinned_id from chat_chatroom where id = $1")
                        .execute(Tuple.of(key.streamId()))
                        .flatMap(rows -> {
                            for (var row : rows) {
                                return facts(tx, key, row).map(Optional::of);
                            }
                            return Uni.createFrom().item(Optional.<Loaded>empty());
                        }));
        return loading.flatMap(found -> found.isEmpty()
                ? Uni.createFrom().item(Optional.<RoomFacts>empty())
                : rules.compile(found.get().rules())
                        .flatMap(compiled -> withPinned(
                                tenant,
                                key,
                                found.get().facts().withRules(compiled),
                                found.get().pinnedId())));
    }

    private Uni<Loaded> facts(SqlConnection tx, RoomKey key, Row row) {
        var channel = row.getUUID("channel_id");
        // First, so that nothing read after it is older than its version.
        return rules.load(tx, key.tenant(), channel)
                .flatMap(draft -> bans(tx, channel)
                        .flatMap(bans -> moderators(tx, channel)
                                .map(moderators -> new Loaded(
                                        new RoomFacts(
                                                key,
                                                channel,
                                                row.getBoolean("is_active"),
                                                instant(row.getOffsetDateTime("closes_at")),
                                                row.getLong("epoch"),
                                                RoomSettings.of(
                                                        FrameJson.own(row.getString("settings")), RoomSettings.DEFAULT),
                                                null,
                                                bans,
                                                moderators,
                                                ChannelRules.NONE),
                                        row.getUUID("pinned_id"),
                                        draft))));
    }

    /** Facts that lack the pinned comment and compiled rules yet. */
    private record Loaded(RoomFacts facts, @Nullable UUID pinnedId, RuleBook.Draft rules) {}

    private Uni<Optional<RoomFacts>> withPinned(Tenant tenant, RoomKey key, RoomFacts facts, @Nullable UUID pinnedId) {
        if (pinnedId == null) {
            return Uni.createFrom().item(Optional.of(facts));
        }
        return history.find(tenant, key.streamId(), pinnedId)
                .map(found -> Optional.of(found.filter(stored -> !stored.deleted())
                        .map(stored -> facts.withPinned(stored.json()))
                        .orElse(facts)));
    }

    private static Uni<Map<UUID, Ban>> bans(SqlConnection tx, UUID channel) {
        return tx.preparedQuery("select user_id, kind, until from chat_ban"
                        + " where channel_id = $1 and (until is null or until > now())")
                .execute(Tuple.of(channel))
                .map(rows -> {
                    var bans = new HashMap<UUID, Ban>();
                    for (var row : rows) {
                        var user = row.getUUID("user_id");
                        var kind = Ban.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
                        bans.put(user, new Ban(user, kind, instant(row.getOffsetDateTime("until"))));
                    }
                    return bans;
                });
    }

    private static Uni<Set<UUID>> moderators(SqlConnection tx, UUID channel) {
        return tx.preparedQuery("select user_id from chat_moderator where channel_id = $1")
                .execute(Tuple.of(channel))
                .map(rows -> {
                    var moderators = new HashSet<UUID>();
                    rows.forEach(row -> moderators.add(row.getUUID("user_id")));
                    return moderators;
                });
    }

    /** Opens a room unless it is there, of a stream that may have ended. */
    Uni<Void> open(RoomKey key, UUID channelId, @Nullable Instant closesAt) {
        return database.inTransaction(
                new Tenant(key.tenant()),
                tx -> closesAt == null ? open(tx, key, channelId) : closeAt(tx, key, channelId, closesAt));
    }

    Uni<Void> open(SqlConnection tx, RoomKey key, UUID channelId) {
        return tx.preparedQuery("insert into chat_chatroom (id, name, stream_id, channel_id) values ($1, $2, $1, $3)"
                        + " on conflict do nothing")
                .execute(Tuple.of(key.streamId(), "stream_" + key.streamId(), channelId))
                .chain(() -> RuleStore.ensure(tx, channelId));
    }

    /** Sets when the room closes; never undone by a start that arrives later. */
    Uni<Void> closeAt(SqlConnection tx, RoomKey key, UUID channelId, Instant at) {
        return open(tx, key, channelId)
                .chain(() -> tx.preparedQuery("update chat_chatroom set closes_at = $2 where id = $1")
                        .execute(Tuple.of(key.streamId(), OffsetDateTime.ofInstant(at, ZoneOffset.UTC))))
                .replaceWithVoid();
    }

    /** Raises the epoch from the one that was seen; empty when somebody else did. */
    Uni<Optional<Long>> raiseEpoch(RoomKey key, long from) {
        return database.inTransaction(
                new Tenant(key.tenant()),
                tx -> tx.preparedQuery("update chat_chatroom set epoch = epoch + 1 where id = $1 and epoch = $2"
                                + " returning epoch")
                        .execute(Tuple.of(key.streamId(), from))
                        .map(rows -> {
                            for (var row : rows) {
                                return Optional.of(row.getLong("epoch"));
                            }
                            return Optional.empty();
                        }));
    }

    /** The room's epoch and the highest offset stored in any. */
    Uni<Position> highest(RoomKey key) {
        return database.inTransaction(
                new Tenant(key.tenant()),
                tx -> tx.preparedQuery("select r.epoch, greatest("
                                + "(select max(\"offset\") from chat_chatmessage where room_id = $1),"
                                + "(select max(\"offset\") from chat_chatchange where room_id = $1), 0) as highest"
                                + " from chat_chatroom r where r.id = $1")
                        .execute(Tuple.of(key.streamId()))
                        .map(rows -> {
                            for (var row : rows) {
                                return new Position(row.getLong("epoch"), row.getLong("highest"));
                            }
                            return Position.START;
                        }));
    }

    Uni<Void> deactivate(RoomKey key) {
        return database.inTransaction(
                new Tenant(key.tenant()),
                tx -> tx.preparedQuery("update chat_chatroom set is_active = false where id = $1")
                        .execute(Tuple.of(key.streamId()))
                        .replaceWithVoid());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
