package pro.livestream.bench.load;

import io.netty.buffer.ByteBuf;

/** What arrived on all connections of one loop; touched by that loop only. */
final class Tally {
    private final Latencies latencies = new Latencies();
    private long windowStart = Long.MAX_VALUE;
    private long windowEnd = Long.MAX_VALUE;
    private long arrivedInWindow;
    private long bytes;
    private int hint;

    void open(long start, long end) {
        latencies.clear();
        arrivedInWindow = 0;
        bytes = 0;
        windowStart = start;
        windowEnd = end;
    }

    Latencies latencies() {
        return latencies;
    }

    /** Messages that arrived while the window was open, whenever they were sent. */
    long arrivedInWindow() {
        return arrivedInWindow;
    }

    long bytes() {
        return bytes;
    }

    void text(ByteBuf buffer, int from, int to, long now) {
        int likely = from + hint;
        int at = likely + Stamp.LENGTH <= to && Stamp.isAt(buffer, likely) ? likely : Stamp.find(buffer, from, to);
        if (at >= 0) {
            hint = at - from;
        }
        while (at >= 0) {
            take(Stamp.nanos(buffer, at), now);
            at = Stamp.find(buffer, at + Stamp.LENGTH, to);
        }
        if (now < windowEnd && now >= windowStart) {
            bytes += to - from;
        }
    }

    private void take(long stamp, long now) {
        if (now >= windowStart && now < windowEnd) {
            arrivedInWindow++;
        }
        // the last may be sent a moment after its time
        if (stamp >= windowStart) {
            latencies.take((now - stamp) / 1000);
        }
    }
}
