package pro.livestream.archive.work;

import java.time.Duration;

/** Doubling waits with an upper bound. */
record BackOffPolicy(Duration first, Duration max) {

    private static final int DOUBLINGS_MAX = 20;

    Duration after(int failures) {
        Duration wait = first.multipliedBy(1L << Math.clamp(failures - 1, 0, DOUBLINGS_MAX));
        return wait.compareTo(max) < 0 ? wait : max;
    }
}
