package pro.livestream.chat.fanout;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.Protocol;
import pro.livestream.chat.frame.ServerFrame;

/** All connections of a room on this node, kept as lanes; called by the core loop only. */
public final class Audience {

    private final FanoutConfig config;
    private final FanoutMetrics metrics;
    private final SamplingPolicy sampling;
    private final List<Entry> lanes = new ArrayList<>();
    private final Map<UUID, Connection> users = new HashMap<>();
    private int connections;

    /** A lane with what the core knows of it without touching its loop. */
    private static final class Entry {
        private final Lane lane;
        private final Protocol protocol;
        private int connections;

        private Entry(Lane lane, Protocol protocol) {
            this.lane = lane;
            this.protocol = protocol;
        }
    }

    public Audience(FanoutConfig config, FanoutMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
        this.sampling = new SamplingPolicy(config.viewerMessagesPerSecondMax());
    }

    public int connections() {
        return connections;
    }

    /** From now on the connection gets what is broadcast; {@code first} comes ahead of it. */
    public void join(Connection connection, ServerFrame first) {
        var entry = entryFor(connection);
        entry.connections++;
        connections++;
        var userId = connection.member().userId();
        connection.sameUser = users.put(userId, connection);
        byte[] json = connection.protocol().encode(first);
        byte[] frame = json == null ? new byte[0] : WebSocketBytes.text(json);
        entry.lane.loop().execute(() -> entry.lane.join(connection, frame));
    }

    /** Forgets a connection that closed; it left its lane itself. */
    public void left(Connection connection) {
        var entry = entryFor(connection);
        connections--;
        forgetUser(connection);
        if (--entry.connections == 0) {
            lanes.remove(entry);
        }
    }

    /** Sends to one connection behind all that was broadcast before. */
    public void tell(Connection connection, ServerFrame frame) {
        byte[] json = connection.protocol().encode(frame);
        if (json != null) {
            var out = frame instanceof ServerFrame.Resumed resumed
                    ? resumed.spelling().shared(() -> WebSocketBytes.text(json))
                    : Unpooled.wrappedBuffer(WebSocketBytes.text(json));
            var lane = entryFor(connection).lane;
            lane.loop().execute(() -> lane.tell(connection, out));
        }
    }

    private void forgetUser(Connection connection) {
        var userId = connection.member().userId();
        var first = users.get(userId);
        var rest = connection.sameUser;
        connection.sameUser = null;
        if (connection.equals(first)) {
            if (rest == null) {
                users.remove(userId);
            } else {
                users.put(userId, rest);
            }
            return;
        }
        for (var one = first; one != null; one = one.sameUser) {
            if (connection.equals(one.sameUser)) {
                one.sameUser = rest;
                return;
            }
        }
    }

    /** Whether a user has a connection here. */
    public boolean has(UUID userId) {
        return users.containsKey(userId);
    }

    /** All connections of a user here. */
    public List<Connection> of(UUID userId) {
        var found = new ArrayList<Connection>();
        for (var one = users.get(userId); one != null; one = one.sameUser) {
            found.add(one);
        }
        return found;
    }

    /** How many users are connected here. */
    public int users() {
        return users.size();
    }

    public void broadcast(ServerFrame frame) {
        broadcast(frame, Sender.NONE);
    }

    /** Who sent what is broadcast, and what that connection gets in its place. */
    public record Sender(
            @Nullable Connection connection, @Nullable ServerFrame frame, long receivedNanos) {
        public static final Sender NONE = new Sender(null, null, 0);
    }

    /** Sends to everybody: encodes once per protocol and hands the bytes to each lane; the sender gets a frame of its own. */
    public void broadcast(ServerFrame frame, Sender sender) {
        broadcast(frame, sender, SamplingPolicy.ALL, List.of(), 0);
    }

    /** Sends an ordinary message, which is sampled where there are too many; {@code concerned} users always get it. */
    public void broadcastOrdinary(ServerFrame frame, Sender sender, long offset, Supplier<Set<UUID>> concerned) {
        int cohorts = sampling.cohorts(System.nanoTime());
        if (cohorts == SamplingPolicy.ALL) {
            broadcast(frame, sender);
            return;
        }
        metrics.sampled();
        var always = new ArrayList<Connection>();
        concerned.get().forEach(user -> always.addAll(of(user)));
        broadcast(frame, sender, cohorts, always, offset);
    }

    private void broadcast(ServerFrame frame, Sender sender, int cohorts, List<Connection> concerned, long offset) {
        Protocol last = null;
        OutFrame out = null;
        for (var entry : lanes) {
            if (!entry.protocol.equals(last)) {
                last = entry.protocol;
                out = encode(frame, entry.protocol, sender, cohorts, concerned, offset);
            }
            if (out != null) {
                OutFrame ready = out;
                var lane = entry.lane;
                lane.loop().execute(() -> lane.offer(ready));
            }
        }
    }

    private @Nullable OutFrame encode(
            ServerFrame frame, Protocol protocol, Sender sender, int cohorts, List<Connection> concerned, long offset) {
        byte[] json = protocol.encode(frame);
        if (json == null) {
            return null;
        }
        var connection = sender.connection();
        var own = sender.frame();
        byte[] ownJson =
                own == null || connection == null || !connection.protocol().equals(protocol)
                        ? null
                        : protocol.encode(own);
        return new OutFrame(
                WebSocketBytes.text(json),
                ownJson == null ? null : connection,
                ownJson == null ? null : WebSocketBytes.text(ownJson),
                sender.receivedNanos(),
                cohorts,
                concerned,
                offset,
                sampling.ratio());
    }

    public boolean has(Predicate<Protocol> protocol) {
        return lanes.stream().anyMatch(entry -> protocol.test(entry.protocol));
    }

    /** Pings the idle, closes those that missed {@code missedMax}. */
    public void checkAlive(int missedMax) {
        for (var entry : lanes) {
            entry.lane.loop().execute(() -> entry.lane.checkAlive(missedMax));
        }
    }

    public void closeAll(Function<Connection, CloseReason> reason) {
        for (var entry : lanes) {
            entry.lane.loop().execute(() -> entry.lane.closeAll(reason));
        }
    }

    private Entry entryFor(Connection connection) {
        int at = 0;
        for (var entry : lanes) {
            if (entry.lane.loop().equals(connection.loop()) && entry.protocol.equals(connection.protocol())) {
                return entry;
            }
            if (entry.protocol.equals(connection.protocol())) {
                at = lanes.indexOf(entry) + 1;
            }
        }
        var made =
                new Entry(new Lane(connection.loop(), connection.protocol(), config, metrics), connection.protocol());
        lanes.add(at, made);
        return made;
    }
}
