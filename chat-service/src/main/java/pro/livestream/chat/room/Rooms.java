package pro.livestream.chat.room;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.fanout.CloseReason;
import pro.livestream.chat.fanout.Connection;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.Position;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.log.RoomLog;
import pro.livestream.platform.drain.Returns;

/** The rooms that this node has connections in; methods run on the core loop unless they say otherwise. */
@Singleton
public class Rooms {

    private static final Logger LOG = Logger.getLogger(Rooms.class);
    private static final long CHECK_MS = 1000;
    private static final long CLOSED_KEYS_KEPT_S = 3600;

    private final RoomParts parts;
    private final RoomLog log;
    private final CoreLoop loop;
    private final RoomConfig config;
    private final Map<RoomKey, Room> rooms = new ConcurrentHashMap<>();
    private final List<Presence> presences = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean leaving;

    /** Told of everybody who comes and goes, on the core loop. */
    public interface Presence {
        void came(RoomKey room, Connection connection);

        void went(RoomKey room, Connection connection);
    }

    Rooms(RoomParts parts, MeterRegistry registry) {
        this.parts = parts;
        this.log = parts.log();
        this.loop = parts.loop();
        this.config = parts.config();
        registry.gauge("chat.rooms", rooms, Map::size);
        registry.gauge("chat.connections", open, AtomicInteger::get);
    }

    void start() {
        log.onBack(this::whole);
        log.start(this::control);
        loop.every(CHECK_MS, this::check);
        loop.every(config.pingEvery().toMillis(), () -> rooms.values().forEach(Room::checkAlive));
    }

    public void listen(Presence presence) {
        presences.add(presence);
    }

    /** What is known of a held room; from any thread. */
    public @Nullable RoomFacts facts(RoomKey key) {
        var room = rooms.get(key);
        return room == null ? null : room.facts();
    }

    /** Whether this node holds the stream's room for another tenant; from any thread. */
    boolean isHeldByAnother(RoomKey key) {
        return rooms.keySet().stream()
                .anyMatch(held ->
                        held.streamId().equals(key.streamId()) && !held.tenant().equals(key.tenant()));
    }

    public @Nullable Room get(RoomKey key) {
        return rooms.get(key);
    }

    public Iterable<Room> all() {
        return rooms.values();
    }

    /** No new connection from now on; from any thread. */
    public boolean isLeaving() {
        return leaving;
    }

    /** Takes a connection in; from any thread. */
    public void enter(RoomFacts facts, Connection connection) {
        loop.execute(() -> {
            open.incrementAndGet();
            var room = held(facts);
            presences.forEach(presence -> presence.came(facts.key(), connection));
            room.join(connection);
        });
    }

    /** A connection is gone; from any thread, once for each that entered. */
    public void leave(RoomKey key, Connection connection) {
        loop.execute(() -> {
            open.decrementAndGet();
            var room = rooms.get(key);
            if (room != null) {
                room.left(connection);
            }
            presences.forEach(presence -> presence.went(key, connection));
        });
    }

    private Room held(RoomFacts facts) {
        var known = rooms.get(facts.key());
        if (known != null) {
            return known;
        }
        var room = new Room(facts, parts);
        rooms.put(facts.key(), room);
        room.open().onFailure(failure -> {
            LOG.warnf("Room %s can't be opened: %s", facts.key().streamId(), failure.toString());
            rooms.remove(facts.key());
            room.failed(new CloseReason(1013, "Try again later"));
        });
        return room;
    }

    /** Makes a room's sequence good again before what failed is tried once more. */
    public Future<Position> repair(Room room) {
        return parts.epochs().repair(room.key(), room.seen());
    }

    /** The same for a room that need not be held here. */
    public Future<Position> repair(RoomKey key, Position seen) {
        return parts.epochs().repair(key, seen);
    }

    // ---- news from other nodes

    /** Makes every node that holds rooms of a channel look at its bans and moderators again. */
    public Future<Void> tellChannelChanged(String tenant, UUID channelId) {
        var news = FrameJson.object().put("tenant", tenant).put("channel_id", channelId.toString());
        refreshWhere(facts ->
                facts.key().tenant().equals(tenant) && facts.channelId().equals(channelId));
        return log.control(news.toString());
    }

    /** Makes every node that holds a stream's room look at when it closes. */
    public Future<Void> tellStreamChanged(String streamId) {
        refreshWhere(facts -> facts.key().streamId().toString().equals(streamId));
        return log.control(FrameJson.object().put("stream_id", streamId).toString());
    }

    /** Tells some of a room on every node; at once here also where Redis is away. */
    public Future<Void> whisper(Whisper whisper) {
        return log.control(whisper.toJson()).onFailure(away -> heard(whisper));
    }

    private void heard(Whisper whisper) {
        var room = rooms.get(whisper.room());
        if (room != null) {
            whisper.tell(room);
        }
    }

    private void control(String text) {
        var news = FrameJson.own(text);
        if (Whisper.isOne(news)) {
            heard(Whisper.of(news));
            return;
        }
        var tenant = news.path("tenant").asText();
        var stream = news.path("stream_id").asText();
        var channel = news.path("channel_id").asText();
        refreshWhere(facts -> facts.key().streamId().toString().equals(stream)
                || (facts.key().tenant().equals(tenant)
                        && facts.channelId().toString().equals(channel)));
    }

    private void refreshWhere(Predicate<RoomFacts> concerned) {
        for (var room : rooms.values()) {
            if (concerned.test(room.facts())) {
                parts.future(parts.rooms().load(room.key()))
                        .onSuccess(fresh -> fresh.ifPresent(room::refresh))
                        .onFailure(failure -> LOG.warnf("A room could not be refreshed: %s", failure.toString()));
            }
        }
    }

    /** Redis is back: sequences are checked, what was missed is fetched, decisions are read again. */
    private void whole() {
        for (var room : rooms.values()) {
            repair(room).onComplete(repaired -> room.catchUp());
        }
        refreshWhere(facts -> true);
    }

    // ---- time

    private void check() {
        var now = Clock.systemUTC().instant();
        long emptyBefore = System.nanoTime() - config.emptyKept().toNanos();
        for (var room : List.copyOf(rooms.values())) {
            if (room.facts().isClosedAt(now)) {
                rooms.remove(room.key());
                room.close();
                log.expire(room.key(), CLOSED_KEYS_KEPT_S);
                parts.future(parts.rooms().deactivate(room.key()));
            } else if (room.isEmptySince(emptyBefore)) {
                rooms.remove(room.key());
                log.unsubscribe(room.key());
            }
        }
    }

    /** Sends everybody away, each with a delay of its own; answers how many there were. */
    int sayGoodbye() {
        leaving = true;
        long within = Returns.spread(open.get(), config.reconnectDelayMax()).toMillis();
        rooms.values()
                .forEach(room -> room.sayGoodbye(connection ->
                        CloseReason.goingAway(ThreadLocalRandom.current().nextLong(within))));
        return open.get();
    }

    /** Open connections; from any thread. */
    public int connections() {
        return open.get();
    }
}
