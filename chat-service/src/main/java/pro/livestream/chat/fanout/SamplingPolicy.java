package pro.livestream.chat.fanout;

/**
 * Decides who of a room's viewers gets an ordinary message when there are more than anybody reads: the rate's excess is left
 * out, for each cohort of viewers another part of it, so that each message is seen by at least one cohort while a viewer gets
 * at least one in sixteen.
 */
public final class SamplingPolicy {

    static final int COHORTS = 16;
    /** Everybody. */
    static final int ALL = (1 << COHORTS) - 1;

    private static final double MEMORY_NANOS = 1e9;

    private final double perSecondMax;
    private double perSecond;
    private long lastNanos;
    private double owed;
    private int next;

    /** Above {@code perSecondMax} ordinary messages a second a viewer gets about that many; 0: all, always. */
    SamplingPolicy(int perSecondMax) {
        this.perSecondMax = perSecondMax;
    }

    /** The cohorts, as bits, that get one more ordinary message. */
    int cohorts(long nowNanos) {
        if (perSecondMax == 0) {
            return ALL;
        }
        double passed = Math.max(0, nowNanos - lastNanos);
        perSecond = perSecond * Math.exp(-passed / MEMORY_NANOS) + 1;
        lastNanos = nowNanos;
        if (perSecond <= perSecondMax) {
            return ALL;
        }
        owed += ratio() * COHORTS;
        int mask = 0;
        for (; owed >= 1; owed--) {
            mask |= 1 << next;
            next = (next + 1) % COHORTS;
        }
        return mask;
    }

    /** The part of ordinary messages that each viewer gets now. */
    double ratio() {
        return perSecondMax == 0 || perSecond <= perSecondMax ? 1 : perSecondMax / perSecond;
    }
}
