package pro.livestream.chat.room;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.history.PastEntry;
import pro.livestream.chat.log.RoomKey;

/**
 * A stretch of what a room said before its memory begins, read from PostgreSQL once for all who come back together; let go of
 * soon after. On the core loop.
 */
final class Past {

    private final RoomKey key;
    private final RoomParts parts;
    private final List<PastEntry> entries = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private long from;
    private long to;
    private long lost = -1;
    private boolean reading;

    Past(RoomKey key, RoomParts parts) {
        this.key = key;
        this.parts = parts;
    }

    /** Everything after an offset and up to another, or null where not all of it is here. */
    @Nullable List<PastEntry> between(long offset, long upTo) {
        return offset >= from && upTo <= to ? entries.subList((int) (offset - from), (int) (upTo - from)) : null;
    }

    /** Whether it was found just now that what came after an offset can't be had whole. */
    boolean isLost(long offset) {
        return offset <= lost;
    }

    void forget() {
        entries.clear();
        from = 0;
        to = 0;
        lost = -1;
    }

    /**
     * Reads what came after an offset, as far as it is stored: beyond where memory begins, which moves on while this is read.
     * One stretch at a time; {@code then} is run when a reading ends.
     */
    void read(long offset, long newest, Runnable then) {
        waiting.add(then);
        if (reading) {
            return;
        }
        reading = true;
        int entriesMax = parts.config().resumeEntriesMax();
        boolean goesOn = !entries.isEmpty() && offset >= from && offset <= to && entries.size() < entriesMax;
        long after = goesOn ? to : offset;
        parts.between(key, after, newest + 1, entriesMax, parts.config().resumeAgeMax())
                .onComplete(read -> {
                    reading = false;
                    if (read.succeeded()) {
                        take(read.result(), after);
                    }
                    var ready = List.copyOf(waiting);
                    waiting.clear();
                    ready.forEach(Runnable::run);
                });
    }

    private void take(List<PastEntry> stretch, long after) {
        if (after != to || entries.isEmpty()) {
            entries.clear();
            from = after;
            to = after;
        }
        for (var entry : stretch) {
            if (entry.offset() != to + 1) {
                break;
            }
            entries.add(entry);
            to++;
        }
        if (to == after) {
            lost = Math.max(lost, after);
        }
    }
}
