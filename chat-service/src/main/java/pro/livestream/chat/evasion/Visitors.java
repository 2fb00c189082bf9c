package pro.livestream.chat.evasion;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import pro.livestream.chat.fanout.Connection;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.room.RoomFacts;
import pro.livestream.chat.room.Rooms;
import pro.livestream.chat.rule.Policy;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

/**
 * Keeps the marks of who spoke, and of everybody who came where a channel watches for evaders, so that a ban can hold them.
 * On the core loop.
 */
@Singleton
public class Visitors {

    private static final Logger LOG = Logger.getLogger(Visitors.class);
    private static final long WRITE_MS = 250;
    private static final int BATCH_MAX = 1000;

    private final TenantDatabase database;
    private final Tenants tenants;
    private final Rooms rooms;
    private final CoreLoop loop;
    private final OriginConfig config;
    private final Map<Visit, Instant> waiting = new LinkedHashMap<>();
    private boolean due;

    private record Visit(String tenant, UUID channelId, UUID userId, ByteBuffer mark) {}

    Visitors(TenantDatabase database, Tenants tenants, Rooms rooms, CoreLoop loop, OriginConfig config) {
        this.database = database;
        this.tenants = tenants;
        this.rooms = rooms;
        this.loop = loop;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        rooms.listen(new Rooms.Presence() {
            @Override
            public void came(RoomKey key, Connection connection) {
                var facts = rooms.facts(key);
                if (facts != null && facts.rules().policy().evasion() != Policy.Reaction.OFF) {
                    note(facts, connection.member());
                }
            }

            @Override
            public void went(RoomKey key, Connection connection) {}
        });
    }

    /** Somebody spoke; only the first message of a connection is worth a note. */
    public void spoke(RoomFacts room, Connection.Member member) {
        if (!member.marks().isEmpty() && member.isFirstNote()) {
            note(room, member);
        }
    }

    /** Nothing that is not written yet will be of this user. */
    public void forget(UUID userId) {
        waiting.keySet().removeIf(visit -> visit.userId().equals(userId));
    }

    private void note(RoomFacts room, Connection.Member member) {
        for (var mark : member.marks()) {
            if (waiting.size() < config.waitingMax()) {
                waiting.put(
                        new Visit(room.key().tenant(), room.channelId(), member.userId(), mark),
                        Clock.systemUTC().instant());
            }
        }
        if (!due && !waiting.isEmpty()) {
            due = true;
            loop.after(WRITE_MS, this::write);
        }
    }

    private void write() {
        due = false;
        var byTenant = new LinkedHashMap<String, List<Map.Entry<Visit, Instant>>>();
        waiting.entrySet().stream()
                .limit(BATCH_MAX)
                .forEach(entry -> byTenant.computeIfAbsent(entry.getKey().tenant(), name -> new ArrayList<>())
                        .add(Map.entry(entry.getKey(), entry.getValue())));
        byTenant.forEach((tenant, visits) -> {
            visits.forEach(visit -> waiting.remove(visit.getKey()));
            database.inTransaction(new Tenant(tenant), tx -> insert(tx, visits))
                    .subscribe()
                    .with(
                            channels -> tell(tenant, channels),
                            away -> LOG.warnf("%d visits are not kept: %s", visits.size(), away.toString()));
        });
        if (!waiting.isEmpty()) {
            due = true;
            loop.after(WRITE_MS, this::write);
        }
    }

    private static Uni<Set<UUID>> insert(SqlConnection tx, List<Map.Entry<Visit, Instant>> visits) {
        var rows = Tuple.newInstance(io.vertx.sqlclient.Tuple.tuple()
                .addArrayOfUUID(visits.stream().map(v -> v.getKey().channelId()).toArray(UUID[]::new))
                .addArrayOfUUID(visits.stream().map(v -> v.getKey().userId()).toArray(UUID[]::new))
                .addArrayOfBuffer(
                        visits.stream().map(v -> buffer(v.getKey().mark())).toArray(Buffer[]::new))
                .addArrayOfOffsetDateTime(visits.stream()
                        .map(v -> OffsetDateTime.ofInstant(v.getValue(), ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new)));
        // In the order of the key, so that two nodes never wait for each other.
        return tx.preparedQuery("insert into chat_visitor (channel_id, user_id, mark, seen_at)"
                        + " select * from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::timestamptz[])"
                        + " as t(channel_id, user_id, mark, seen_at) order by 1, 2, 3"
                        + " on conflict (channel_id, user_id, mark) do update set seen_at = excluded.seen_at")
                .execute(rows)
                .chain(() -> banned(tx, rows));
    }

    private static Buffer buffer(ByteBuffer mark) {
        var bytes = new byte[mark.remaining()];
        mark.duplicate().get(bytes);
        return Buffer.buffer(bytes);
    }

    /** Who was banned in the moment before gets the marks, too; answers the channels where that happened. */
    private static Uni<Set<UUID>> banned(SqlConnection tx, Tuple rows) {
        return tx.preparedQuery("insert into chat_ban_mark (channel_id, user_id, mark)"
                        + " select t.channel_id, t.user_id, t.mark"
                        + " from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::timestamptz[])"
                        + " as t(channel_id, user_id, mark, seen_at)"
                        + " join chat_ban b on b.channel_id = t.channel_id and b.user_id = t.user_id"
                        + " where b.kind = 'ban' and (b.until is null or b.until > now())"
                        + " on conflict do nothing returning channel_id")
                .execute(rows)
                .map(marked -> {
                    var channels = new HashSet<UUID>();
                    marked.forEach(row -> channels.add(row.getUUID("channel_id")));
                    return channels;
                });
    }

    private void tell(String tenant, Set<UUID> channels) {
        loop.execute(() -> channels.forEach(channel -> rooms.tellChannelChanged(tenant, channel)
                .onFailure(away -> LOG.infof("Other nodes are told later: %s", away.toString()))));
    }

    /** In the transaction of a ban: the marks under which the user was here lately belong to it. */
    public static Uni<Void> ban(SqlConnection tx, UUID channelId, UUID userId) {
        return tx.preparedQuery("insert into chat_ban_mark (channel_id, user_id, mark)"
                        + " select channel_id, user_id, mark from chat_visitor where channel_id = $1 and user_id = $2"
                        + " on conflict (channel_id, user_id, mark) do update set created_at = now()")
                .execute(Tuple.of(channelId, userId))
                .replaceWithVoid();
    }

    /** In the transaction that ends a ban. */
    public static Uni<Void> unban(SqlConnection tx, UUID channelId, UUID userId) {
        return tx.preparedQuery("delete from chat_ban_mark where channel_id = $1 and user_id = $2")
                .execute(Tuple.of(channelId, userId))
                .replaceWithVoid();
    }

    @Scheduled(every = "1h", delayed = "7m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return tenants.forEachReady("visits to be forgotten", tenant -> database.inTransaction(tenant, this::forget));
    }

    private Uni<Void> forget(SqlConnection tx) {
        return tx.preparedQuery("delete from chat_visitor where seen_at < now() - make_interval(secs => $1)")
                .execute(Tuple.of((double) config.kept().toSeconds()))
                .chain(() -> tx.preparedQuery(
                                "delete from chat_ban_mark where created_at < now() - make_interval(secs => $1)")
                        .execute(Tuple.of((double) config.kept().toSeconds())))
                .replaceWithVoid();
    }
}
