package pro.livestream.platform.drain;

import java.time.Duration;

/** How the clients of a node that leaves come back to the others: not all at once, and no later than need be. */
public final class Returns {
    private static final long MILLIS_EACH = 1;
    private static final long MILLIS_MIN = 100;

    private Returns() {}

    /** The time over which so many clients come back: a thousand a second, but all within {@code max}. */
    public static Duration spread(int clients, Duration max) {
        long millis = Math.max(MILLIS_MIN, clients * MILLIS_EACH);
        return Duration.ofMillis(Math.max(1, Math.min(millis, max.toMillis())));
    }
}
