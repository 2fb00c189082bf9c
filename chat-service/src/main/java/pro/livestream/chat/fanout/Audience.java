package pro.livestream.chat.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.Protocol;
import pro.livestream.chat.frame.ServerFrame;

/** All connections of a room on this node, kept as lanes; called by the core loop only. */
public final class Audience {

    private final FanoutConfig config;
    private final FanoutMetrics metrics;
    private final List<Entry> lanes = new ArrayList<>();
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
    }

    public int connections() {
        return connections;
    }

    /** From now on the connection gets what is broadcast; {@code first} comes ahead of it. */
    public void join(Connection connection, ServerFrame first) {
        var entry = entryFor(connection);
        entry.connections++;
        connections++;
        byte[] json = connection.protocol().encode(first);
        byte[] frame = json == null ? new byte[0] : WebSocketBytes.text(json);
        entry.lane.loop().execute(() -> entry.lane.join(connection, frame));
    }

    /** Forgets a connection that closed; it left its lane itself. */
    public void left(Connection connection) {
        var entry = entryFor(connection);
        connections--;
        if (--entry.connections == 0) {
            lanes.remove(entry);
        }
    }

    /** Sends to one connection behind all that was broadcast before. */
    public void tell(Connection connection, ServerFrame frame) {
        byte[] json = connection.protocol().encode(frame);
        if (json != null) {
            byte[] bytes = WebSocketBytes.text(json);
            var lane = entryFor(connection).lane;
            lane.loop().execute(() -> lane.tell(connection, bytes));
        }
    }

    public void broadcast(ServerFrame frame) {
        broadcast(frame, null, null, 0);
    }

    /** Encodes once per protocol and hands the bytes to each lane; the sender gets a frame of its own. */
    public void broadcast(
            ServerFrame frame, @Nullable Connection sender, @Nullable ServerFrame forSender, long receivedNanos) {
        Protocol last = null;
        OutFrame out = null;
        for (var entry : lanes) {
            if (!entry.protocol.equals(last)) {
                last = entry.protocol;
                out = encode(frame, entry.protocol, sender, forSender, receivedNanos);
            }
            if (out != null) {
                OutFrame ready = out;
                var lane = entry.lane;
                lane.loop().execute(() -> lane.offer(ready));
            }
        }
    }

    private static @Nullable OutFrame encode(
            ServerFrame frame,
            Protocol protocol,
            @Nullable Connection sender,
            @Nullable ServerFrame forSender,
            long receivedNanos) {
        byte[] json = protocol.encode(frame);
        if (json == null) {
            return null;
        }
        byte[] own = forSender == null || sender == null || !sender.protocol().equals(protocol)
                ? null
                : protocol.encode(forSender);
        return new OutFrame(
                WebSocketBytes.text(json),
                own == null ? null : sender,
                own == null ? null : WebSocketBytes.text(own),
                receivedNanos);
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
        var made = new Entry(new Lane(connection.loop(), config, metrics), connection.protocol());
        lanes.add(at, made);
        return made;
    }
}
