package pro.livestream.chat.protocol;

/** How often something may be done: steadily so many times a second, and a second's worth more at once. */
final class Budget {

    private final int perSecond;
    private double left;
    private long lastNanos;

    Budget(int perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.left = 2.0 * perSecond;
        this.lastNanos = nowNanos;
    }

    /** Whether it may be done once more now. */
    boolean take(long nowNanos) {
        left = Math.min(2.0 * perSecond, left + (nowNanos - lastNanos) / 1e9 * perSecond);
        lastNanos = nowNanos;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /** How long until it may be done again. */
    long waitMs() {
        return Math.max(1, (long) Math.ceil((1 - left) * 1000 / perSecond));
    }
}
