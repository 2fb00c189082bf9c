package pro.livestream.chat.review;

import java.time.Duration;

/** Keeps calls off a reviewer that does not answer: open after failures in a row, then one trial at a time. */
final class Breaker {

    private final int failuresMax;
    private final long pauseNanos;
    private int failures;
    private long openUntil;
    private boolean trial;

    Breaker(int failuresMax, Duration pause) {
        this.failuresMax = failuresMax;
        this.pauseNanos = pause.toNanos();
    }

    /** Whether a call may go out now; whoever asks must tell how it went. */
    boolean allows(long nowNanos) {
        if (failures < failuresMax) {
            return true;
        }
        if (trial || nowNanos - openUntil < 0) {
            return false;
        }
        trial = true;
        return true;
    }

    void succeeded() {
        failures = 0;
        trial = false;
    }

    void failed(long nowNanos) {
        failures = Math.min(failures + 1, failuresMax);
        trial = false;
        openUntil = nowNanos + pauseNanos;
    }
}
