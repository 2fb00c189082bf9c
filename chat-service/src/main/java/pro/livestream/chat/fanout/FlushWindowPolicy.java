package pro.livestream.chat.fanout;

/**
 * Decides how long a lane may collect: nothing when quiet, one bound when many frames come, and half of what writing takes
 * where that is longer, so that a large room or a busy machine writes less often instead of falling behind.
 */
final class FlushWindowPolicy {

    private static final double MEMORY_NANOS = 1e9;

    private final long windowMaxNanos;
    private final long underLoadMaxNanos;
    private final double quietPerSecond;
    private double perSecond;
    private long lastNanos;
    private long writingNanos;

    FlushWindowPolicy(long windowMaxNanos, long underLoadMaxNanos, int quietFramesPerSecondMax) {
        this.windowMaxNanos = windowMaxNanos;
        this.underLoadMaxNanos = underLoadMaxNanos;
        this.quietPerSecond = quietFramesPerSecondMax;
    }

    /** Notes how long the last write to all members took. */
    void wrote(long nanos) {
        writingNanos = nanos;
    }

    /** Notes one more frame and returns the window in nanoseconds that its lane should keep. */
    long windowAfterFrame(long nowNanos) {
        double passed = Math.max(0, nowNanos - lastNanos);
        perSecond = perSecond * Math.exp(-passed / MEMORY_NANOS) + 1;
        lastNanos = nowNanos;
        return Math.max(windowOfRate(), Math.min(underLoadMaxNanos, writingNanos / 2));
    }

    private long windowOfRate() {
        if (perSecond <= quietPerSecond) {
            return 0;
        }
        double busy = Math.min(1, (perSecond - quietPerSecond) / (4 * quietPerSecond));
        return (long) (windowMaxNanos * busy);
    }
}
