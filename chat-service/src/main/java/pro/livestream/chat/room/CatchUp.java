package pro.livestream.chat.room;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import pro.livestream.chat.history.PastEntry;
import pro.livestream.chat.log.Position;
import pro.livestream.chat.log.RoomEntry;
import pro.livestream.chat.log.RoomKey;

/**
 * Keeps back what can't be delivered yet and fills in what this node has missed: from the log, and from PostgreSQL where the
 * log begins too late. On the core loop.
 */
final class CatchUp {

    private static final Logger LOG = Logger.getLogger(CatchUp.class);
    private static final int HELD_MAX = 20_000;

    private final RoomKey key;
    private final RoomParts parts;
    private final Delivery room;
    private final List<RoomEntry> held = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private List<Runnable> served = List.of();
    private boolean running;

    /** Where entries go, in order. */
    interface Delivery {
        Position position();

        /** A held entry is heard again. */
        void heard(RoomEntry entry);

        void deliver(RoomEntry entry);

        void deliverStored(PastEntry entry);

        /** Nothing is known of what lies before the place; the room goes on from it. */
        void enter(Position place);

        /** What lies before an offset could not be read. */
        void lost(long offset);
    }

    CatchUp(RoomKey key, RoomParts parts, Delivery room) {
        this.key = key;
        this.parts = parts;
        this.room = room;
    }

    boolean isRunning() {
        return running;
    }

    void hold(RoomEntry entry) {
        if (held.size() < HELD_MAX) {
            held.add(entry);
        }
    }

    /** Reads what the log has beyond this node's place; {@code then} is run after a reading that began no earlier than now. */
    void run(Runnable then) {
        waiting.add(then);
        if (!running) {
            read();
        }
    }

    private void read() {
        running = true;
        served = List.copyOf(waiting);
        waiting.clear();
        parts.log().read(key).onComplete(read -> {
            if (read.failed() || read.result().head() == null) {
                end();
                return;
            }
            var missed = new TreeMap<Position, RoomEntry>();
            read.result().entries().forEach(entry -> missed.put(entry.position(), entry));
            held.stream()
                    .filter(entry -> entry.kind().isSequenced())
                    .forEach(entry -> missed.put(entry.position(), entry));
            missed.headMap(room.position(), true).clear();
            fill(missed, read.result().head());
        });
    }

    private void fill(NavigableMap<Position, RoomEntry> missed, Position head) {
        var first = missed.isEmpty() ? head : missed.firstKey();
        var here = room.position();
        boolean gap = first.epoch() == here.epoch() && first.offset() > here.offset() + 1;
        if (!gap) {
            goOn(missed, head);
            return;
        }
        parts.between(key, here.offset(), first.offset(), parts.config().resumeEntriesMax(), null)
                .onComplete(read -> {
                    if (read.succeeded()) {
                        read.result().forEach(room::deliverStored);
                    } else {
                        LOG.warnf("Room %s could not fill %d to %d", key.streamId(), here.offset(), first.offset());
                        room.lost(first.offset() - 1);
                    }
                    goOn(missed, head);
                });
    }

    private void goOn(NavigableMap<Position, RoomEntry> missed, Position head) {
        missed.values().forEach(room::deliver);
        if (head.isAfter(room.position())) {
            room.enter(head);
        }
        end();
        drain();
    }

    private void end() {
        running = false;
        var done = served;
        served = List.of();
        done.forEach(Runnable::run);
        if (!waiting.isEmpty() && !running) {
            read();
        }
    }

    /** Lets the held entries be heard. */
    void drain() {
        var waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(room::heard);
    }
}
