package pro.livestream.gateway.ratelimit;

import java.time.Duration;

/** What a limit says about one request. */
record Allowance(boolean allowed, long limit, long remaining, Duration reset) {

    /** The one that bites first. */
    Allowance stricter(Allowance other) {
        if (allowed != other.allowed) {
            return allowed ? other : this;
        }
        if (!allowed) {
            return reset.compareTo(other.reset) >= 0 ? this : other;
        }
        return remaining <= other.remaining ? this : other;
    }
}
