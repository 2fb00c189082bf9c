package pro.livestream.gateway.route;

import java.net.URI;
import java.time.Duration;

/** One process of a service, with the breaker that keeps requests off it while it does not answer. */
final class Replica {
    private static final State CLOSED = new State(0, 0, false);

    private final String host;
    private final int port;
    private final boolean tls;
    private final Duration pause;
    private final int timeoutsMax;
    private volatile State state = CLOSED;

    /**
     * @param shutUntil nanosecond clock; 0 while requests may pass
     * @param trying whether a pause is over and one request has gone to see
     */
    private record State(int timeouts, long shutUntil, boolean trying) {}

    Replica(URI address, Duration pause, int timeoutsMax) {
        this.host = address.getHost();
        this.tls = "https".equals(address.getScheme());
        this.port = address.getPort() > 0 ? address.getPort() : tls ? 443 : 80;
        this.pause = pause;
        this.timeoutsMax = timeoutsMax;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    boolean tls() {
        return tls;
    }

    boolean isShut(long nowNanos) {
        var seen = state;
        return seen.shutUntil != 0 && nowNanos - seen.shutUntil < 0;
    }

    /** True when a request may pass; after a pause only one may, and the next only when the pause is over again. */
    boolean admits(long nowNanos) {
        return state.shutUntil == 0 || isTrial(nowNanos);
    }

    private synchronized boolean isTrial(long nowNanos) {
        var due = state.shutUntil != 0 && nowNanos - state.shutUntil >= 0;
        if (due) {
            state = shut(nowNanos, state.timeouts, true);
        }
        return due || state.shutUntil == 0;
    }

    /** Whether one request has gone to see whether a replica that refused connections is back; such a look costs little. */
    boolean isBeingTried() {
        var seen = state;
        return seen.trying && seen.timeouts == 0;
    }

    void answered() {
        if (!state.equals(CLOSED)) {
            set(CLOSED);
        }
    }

    synchronized void unreachable(long nowNanos) {
        state = shut(nowNanos, state.timeouts, false);
    }

    /** Who comes back and can't serve yet is left alone for another pause; of anybody else it may concern this one request. */
    synchronized void unavailable(long nowNanos) {
        if (state.trying) {
            state = shut(nowNanos, state.timeouts, false);
        }
    }

    synchronized void timedOut(long nowNanos) {
        var timeouts = state.timeouts + 1;
        state = timeouts >= timeoutsMax ? shut(nowNanos, timeouts, false) : new State(timeouts, 0, false);
    }

    private synchronized void set(State newState) {
        state = newState;
    }

    private State shut(long nowNanos, int timeouts, boolean trying) {
        var until = nowNanos + pause.toNanos();
        return new State(timeouts, until == 0 ? 1 : until, trying);
    }
}
