package pro.livestream.stream.media.embedded;

import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes and pictures of the last five seconds; confined to its owner's lock. */
final class RateMeter {

    private static final long WINDOW_NANOS = 5_000_000_000L;
    private static final long SLOT_NANOS = 250_000_000L;

    private static final class Slot {
        private final long since;
        private long bytes;
        private int pictures;

        Slot(long since) {
            this.since = since;
        }
    }

    private final Deque<Slot> slots = new ArrayDeque<>();

    void add(int bytes, boolean picture, long nanos) {
        var slot = slots.peekLast();
        if (slot == null || nanos - slot.since > SLOT_NANOS) {
            slot = new Slot(nanos);
            slots.add(slot);
        }
        slot.bytes += bytes;
        slot.pictures += picture ? 1 : 0;
        forget(nanos);
    }

    private void forget(long nanos) {
        while (!slots.isEmpty() && nanos - slots.getFirst().since > WINDOW_NANOS) {
            slots.remove();
        }
    }

    private double seconds(long nanos) {
        forget(nanos);
        return slots.isEmpty() ? 1 : Math.max(1, (nanos - slots.getFirst().since) / 1e9);
    }

    int kbps(long nanos) {
        double seconds = seconds(nanos);
        return (int) Math.round(slots.stream().mapToLong(slot -> slot.bytes).sum() * 8 / 1000.0 / seconds);
    }

    double picturesPerSecond(long nanos) {
        double seconds = seconds(nanos);
        return slots.stream().mapToInt(slot -> slot.pictures).sum() / seconds;
    }
}
