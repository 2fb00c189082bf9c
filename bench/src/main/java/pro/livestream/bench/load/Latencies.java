package pro.livestream.bench.load;

import java.util.Arrays;

/** Counts latencies in buckets of at most 1.6 % width, so that taking one costs neither memory nor sorting. */
public final class Latencies {
    private static final int SUB_BITS = 6;
    private static final int SUBS = 1 << SUB_BITS;
    private static final int GROUPS = 34;

    private final long[] counts = new long[SUBS * GROUPS];
    private long total;

    /** Takes one latency in microseconds; a negative one counts as none. */
    void take(long micros) {
        counts[bucket(Math.max(0, micros))]++;
        total++;
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    public Latencies copy() {
        var copy = new Latencies();
        System.arraycopy(counts, 0, copy.counts, 0, counts.length);
        copy.total = total;
        return copy;
    }

    public long total() {
        return total;
    }

    /** The upper bound of the bucket that holds the quantile, in milliseconds; 0 of nothing. */
    public double quantileMs(double quantile) {
        long rank = Math.max(1, (long) Math.ceil(quantile * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank && total > 0) {
                return upper(i) / 1000.0;
            }
        }
        return 0;
    }

    private static int bucket(long micros) {
        if (micros < SUBS) {
            return (int) micros;
        }
        int shift = 63 - Long.numberOfLeadingZeros(micros) - SUB_BITS + 1;
        int index = shift * (SUBS / 2) + (int) (micros >>> shift);
        return Math.min(index, SUBS * GROUPS - 1);
    }

    private static long upper(int index) {
        if (index < SUBS) {
            return index;
        }
        int shift = (index - SUBS / 2) / (SUBS / 2);
        long sub = index - (long) shift * (SUBS / 2);
        return ((sub + 1) << shift) - 1;
    }
}
