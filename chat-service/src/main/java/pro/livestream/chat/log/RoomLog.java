package pro.livestream.chat.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Every room's log in Redis: appended to by one script, heard by subscription; to be called on the core loop. */
@Singleton
public final class RoomLog {

    private static final String CONTROL_CHANNEL = "chat:control";
    private static final long ALIVE_MS = 1000;
    private static final int UNHEARD_MAX = 4;
    /** As comments have it, so that texts compare as times do. */
    private static final DateTimeFormatter ISO_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final LogConfig config;
    private final CoreLoop loop;
    private final String aliveChannel = "chat:alive:" + UUID.randomUUID();
    private final RedisLink commands;
    private final RedisLink subscriptions;
    private final Map<String, Consumer<RoomEntry>> listeners = new HashMap<>();
    private final Map<String, Promise<Void>> subscribing = new HashMap<>();
    private final List<Runnable> onBack = new ArrayList<>();
    private final List<Promise<Void>> waiting = new ArrayList<>();
    private Consumer<String> onControl = text -> {};
    private String serverId = "";
    private String appendSha = "";
    private String passSha = "";
    private String beginSha = "";
    private String signalSha = "";
    private boolean scriptsReady;
    private boolean subscriptionsReady;
    private int unheard;

    public RoomLog(
            Vertx vertx,
            CoreLoop loop,
            LogConfig config,
            @ConfigProperty(name = "quarkus.redis.hosts") String redisUrl,
            MeterRegistry registry) {
        this.config = config;
        this.loop = loop;
        var options = new RedisOptions()
                .setConnectionString(redisUrl.split(",", -1)[0].strip())
                .setMaxWaitingHandlers(64 * 1024)
                .setPoolRecycleTimeout(-1);
        var failures = Counter.builder("chat.redis.errors")
                .description("Commands that Redis did not answer as asked")
                .register(registry);
        commands = new RedisLink("commands", true, vertx, loop, options, config, failures, new Commands());
        subscriptions = new RedisLink(
                "subscriptions", false, vertx, loop, new RedisOptions(options), config, failures, new Subscriptions());
        registry.gauge("chat.redis.up", this, log -> log.isUp() ? 1 : 0);
    }

    public void start(Consumer<String> control) {
        onControl = control;
        commands.start();
        subscriptions.start();
        loop.every(ALIVE_MS, this::checkHearing);
    }

    /** A connection that only listens would never notice that nothing comes through any more. */
    private void checkHearing() {
        if (!isUp()) {
            return;
        }
        if (unheard >= UNHEARD_MAX) {
            subscriptions.renew("what is published is not heard");
            return;
        }
        commands.send(Request.cmd(Command.PUBLISH).arg(aliveChannel).arg("")).onSuccess(published -> unheard++);
    }

    public void stop() {
        commands.stop();
        subscriptions.stop();
    }

    /** Whether appending and hearing both work. */
    public boolean isUp() {
        return scriptsReady && subscriptionsReady;
    }

    /** Called each time Redis is back and every held room is subscribed again: rooms then catch up. */
    public void onBack(Runnable action) {
        onBack.add(action);
    }

    /** Completes when Redis is up: now or at its return. */
    public Future<Void> whenUp() {
        if (isUp()) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        waiting.add(promise);
        return promise.future();
    }

    /** Puts an entry at the end of the log, keeps it among the newest and broadcasts it, all or nothing. */
    public Future<Appending.Outcome> append(Appending entry) {
        var room = entry.room();
        var clientId = entry.clientId();
        var duplicateOf = clientId == null ? "id:" + entry.id() : entry.userId() + ":" + clientId;
        var usual = clientId == null ? config.retryWindow() : config.duplicateWindow();
        var remembered = entry.remembered();
        var keep = remembered == null ? usual : remembered;
        var request = script(appendSha)
                .arg(5)
                .arg(room.key("room"))
                .arg(room.key("log"))
                .arg(room.key("dup:" + duplicateOf))
                .arg("chat:" + room.tenant() + ":rate:" + entry.userId())
                .arg(room.key("slow:" + entry.userId()))
                .arg(room.channel())
                .arg(entry.kind().code())
                .arg(entry.id() + " " + entry.userId() + " " + entry.body())
                .arg(entry.seen().epoch())
                .arg(entry.seen().offset())
                .arg(serverId)
                .arg(entry.rated() ? config.userMessagesMax() : 0)
                .arg(config.userMessagesWindow().toMillis())
                .arg(entry.slowMode().toMillis())
                .arg(keep.toMillis())
                .arg(config.entriesMax())
                .arg(entry.id() + " " + entry.createdAtMs())
                .arg(timeToLive(entry.keeping()))
                .arg(ISO_MILLIS.format(Instant.ofEpochMilli(entry.createdAtMs()).minus(config.ephemeralKept())));
        return ready().compose(up -> commands.send(request)).map(RoomLog::outcome);
    }

    /** Counts a message that is not appended now: the same conditions, no place; {@code Appended} says that it may pass. */
    public Future<Appending.Outcome> pass(
            RoomKey room, UUID userId, @Nullable String clientId, UUID id, Duration slowMode) {
        var request = script(passSha)
                .arg(3)
                .arg(room.key("dup:" + (clientId == null ? "id:" + id : userId + ":" + clientId)))
                .arg("chat:" + room.tenant() + ":rate:" + userId)
                .arg(room.key("slow:" + userId))
                .arg(config.userMessagesMax())
                .arg(config.userMessagesWindow().toMillis())
                .arg(slowMode.toMillis());
        return ready().compose(up -> commands.send(request)).map(RoomLog::outcome);
    }

    private long timeToLive(Appending.Keeping keeping) {
        return switch (keeping) {
            case AS_IT_IS -> 0;
            case SHORTLY -> config.ephemeralKept().toMillis();
            case FOR_GOOD -> -1;
        };
    }

    private static Appending.Outcome outcome(Response response) {
        return switch (response.get(0).toString()) {
            case "O" -> new Appending.Appended(new Position(number(response, 1), number(response, 2)));
            case "D" -> duplicate(response.get(1).toString());
            case "R" -> new Appending.TooFast(number(response, 1));
            case "S" -> new Appending.Slowed(number(response, 1));
            default -> new Appending.SequenceLost();
        };
    }

    private static long number(Response response, int index) {
        return Long.parseLong(response.get(index).toString());
    }

    private static Appending.Duplicate duplicate(String known) {
        String[] parts = known.split(" ", -1);
        return new Appending.Duplicate(
                UUID.fromString(parts[0]),
                new Position(Long.parseLong(parts[2]), Long.parseLong(parts[3])),
                Long.parseLong(parts[1]));
    }

    /** Broadcasts without keeping; answers how long the user must wait first, 0 when it was sent. */
    public Future<Long> signal(RoomKey room, RoomEntry entry, int perUserMax) {
        var request = script(signalSha)
                .arg(1)
                .arg("chat:" + room.tenant() + ":signals:" + entry.userId())
                .arg(perUserMax)
                .arg(config.userMessagesWindow().toMillis())
                .arg(room.channel())
                .arg(entry.toLine());
        return ready().compose(up -> commands.send(request)).map(waitMs -> Long.parseLong(waitMs.toString()));
    }

    /** Tells every node. */
    public Future<Void> control(String text) {
        return ready().compose(up -> commands.send(
                        Request.cmd(Command.PUBLISH).arg(CONTROL_CHANNEL).arg(text)))
                .mapEmpty();
    }

    /** What Redis holds of a room now; null position when it holds nothing or lost its place. */
    public record Snapshot(@Nullable Position head, boolean sameServer, List<RoomEntry> entries) {}

    public Future<Snapshot> read(RoomKey room) {
        return ready().compose(up -> {
            var state = commands.send(Request.cmd(Command.HMGET)
                    .arg(room.key("room"))
                    .arg("epoch")
                    .arg("seq")
                    .arg("server"));
            var lines = commands.send(
                    Request.cmd(Command.LRANGE).arg(room.key("log")).arg(0).arg(-1));
            return Future.all(state, lines).map(both -> snapshot(state.result(), lines.result()));
        });
    }

    private Snapshot snapshot(Response state, Response lines) {
        var entries = new ArrayList<RoomEntry>(lines.size());
        for (var line : lines) {
            var entry = RoomEntry.of(line.toString());
            if (entry != null) {
                entries.add(entry);
            }
        }
        if (state.get(0) == null || state.get(1) == null) {
            return new Snapshot(null, false, entries);
        }
        var head = new Position(number(state, 0), number(state, 1));
        return new Snapshot(
                head, state.get(2) != null && serverId.equals(state.get(2).toString()), entries);
    }

    /** Sets a new epoch's sequence unless that epoch or a later one is there; answers what holds afterwards. */
    public Future<Position> beginEpoch(RoomKey room, Position start, List<RoomEntry> lost) {
        var request = script(beginSha)
                .arg(2)
                .arg(room.key("room"))
                .arg(room.key("log"))
                .arg(start.epoch())
                .arg(start.offset())
                .arg(serverId)
                .arg(room.channel());
        lost.forEach(entry -> request.arg(entry.toLine()));
        return ready().compose(up -> commands.send(request)).map(now -> new Position(number(now, 0), number(now, 1)));
    }

    /** Puts other lines in the place of some, or nothing where the other is empty; what is no longer there is passed over. */
    public Future<Void> rewrite(RoomKey room, Map<String, String> lines) {
        if (lines.isEmpty()) {
            return Future.succeededFuture();
        }
        var request = Request.cmd(Command.EVAL).arg(LogScripts.REWRITE).arg(1).arg(room.key("log"));
        lines.forEach((line, other) -> request.arg(line).arg(other));
        return ready().compose(up -> commands.send(request)).mapEmpty();
    }

    /** Whether something failed because Redis is not there. */
    public static boolean isAway(Throwable failure) {
        return failure instanceof RedisLink.LinkDown;
    }

    /** Lets a closed room's keys go. */
    public void expire(RoomKey room, long seconds) {
        commands.send(Request.cmd(Command.EXPIRE).arg(room.key("room")).arg(seconds));
        commands.send(
                Request.cmd(Command.EXPIRE).arg(room.key("log")).arg(seconds).arg("LT"));
    }

    /** Completes when everything broadcast from now on will be heard. */
    public Future<Void> subscribe(RoomKey room, Consumer<RoomEntry> listener) {
        listeners.put(room.channel(), listener);
        return subscriptions.isUp() ? confirm(room.channel()) : whenUp();
    }

    private Future<Void> confirm(String channel) {
        Promise<Void> confirmed = subscribing.computeIfAbsent(channel, name -> Promise.promise());
        subscriptions.send(Request.cmd(Command.SUBSCRIBE).arg(channel));
        return confirmed.future();
    }

    public void unsubscribe(RoomKey room) {
        listeners.remove(room.channel());
        subscriptions.send(Request.cmd(Command.UNSUBSCRIBE).arg(room.channel()));
    }

    private Future<Void> ready() {
        return isUp() ? Future.succeededFuture() : Future.failedFuture(new RedisLink.LinkDown());
    }

    private static Request script(String sha) {
        return Request.cmd(Command.EVALSHA).arg(sha);
    }

    private void checkBack() {
        if (isUp()) {
            var ready = List.copyOf(waiting);
            waiting.clear();
            ready.forEach(Promise::tryComplete);
            onBack.forEach(Runnable::run);
        }
    }

    /** The connection that asks. */
    private final class Commands implements RedisLink.Owner {
        @Override
        public Future<Void> up(String server) {
            serverId = server;
            var append = load(LogScripts.APPEND);
            var begin = load(LogScripts.BEGIN_EPOCH);
            var signal = load(LogScripts.SIGNAL);
            var pass = load(LogScripts.PASS);
            return Future.all(append, begin, signal, pass)
                    .onSuccess(loaded -> {
                        passSha = pass.result();
                        appendSha = append.result();
                        beginSha = begin.result();
                        signalSha = signal.result();
                        scriptsReady = true;
                        checkBack();
                    })
                    .mapEmpty();
        }

        private Future<String> load(String script) {
            return commands.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(script))
                    .map(Response::toString);
        }

        @Override
        public void down() {
            scriptsReady = false;
        }

        @Override
        public void pushed(Response message) {}
    }

    /** The connection that listens. */
    private final class Subscriptions implements RedisLink.Owner {
        @Override
        public Future<Void> up(String server) {
            var all = new ArrayList<Future<Void>>();
            all.add(confirm(CONTROL_CHANNEL));
            all.add(confirm(aliveChannel));
            listeners.keySet().forEach(channel -> all.add(confirm(channel)));
            return Future.all(all)
                    .onSuccess(done -> {
                        subscriptionsReady = true;
                        unheard = 0;
                        checkBack();
                    })
                    .mapEmpty();
        }

        @Override
        public void down() {
            subscriptionsReady = false;
            subscribing.clear();
        }

        @Override
        public void pushed(Response message) {
            unheard = 0;
            if (message.size() < 3) {
                return;
            }
            var channel = message.get(1).toString();
            switch (message.get(0).toString()) {
                case "message" -> heard(channel, message.get(2).toString());
                case "subscribe" -> {
                    var confirmed = subscribing.remove(channel);
                    if (confirmed != null) {
                        confirmed.tryComplete();
                    }
                }
                default -> {}
            }
        }

        private void heard(String channel, String text) {
            if (channel.equals(CONTROL_CHANNEL)) {
                onControl.accept(text);
                return;
            }
            var listener = listeners.get(channel);
            var entry = listener == null ? null : RoomEntry.of(text);
            if (listener != null && entry != null) {
                listener.accept(entry);
            }
        }
    }
}
