package pro.livestream.chat.fanout;

/** Decides from the recent frame rate how long a lane may collect: nothing when quiet, one bound when busy. */
final class FlushWindowPolicy {

    private static final double MEMORY_NANOS = 1e9;

    private final long windowMaxNanos;
    private final double quietPerSecond;
    private double perSecond;
    private long lastNanos;

    FlushWindowPolicy(long windowMaxNanos, int quietFramesPerSecondMax) {
        this.windowMaxNanos = windowMaxNanos;
        this.quietPerSecond = quietFramesPerSecondMax;
    }

    /** Notes one more frame and returns the window in nanoseconds that its lane should keep. */
    long windowAfterFrame(long nowNanos) {
        double passed = Math.max(0, nowNanos - lastNanos);
        perSecond = perSecond * Math.exp(-passed / MEMORY_NANOS) + 1;
        lastNanos = nowNanos;
        if (perSecond <= quietPerSecond) {
            return 0;
        }
        double busy = Math.min(1, (perSecond - quietPerSecond) / (4 * quietPerSecond));
        return (long) (windowMaxNanos * busy);
    }
}
