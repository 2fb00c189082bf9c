package pro.livestream.bench.chat;

import java.util.Locale;

/** A figure that was to be reached, beside what was measured. */
record Budget(String what, double measured, double bound, boolean atMost) {

    static Budget atMost(String what, double measured, double bound) {
        return new Budget(what, measured, bound, true);
    }

    /** Nothing of it. */
    static Budget none(String what, long measured) {
        return new Budget(what, (double) measured, 0, true);
    }

    static Budget atLeast(String what, double measured, double bound) {
        return new Budget(what, measured, bound, false);
    }

    boolean holds() {
        return atMost ? measured <= bound : measured >= bound;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "  %-6s %-52s %12.2f  (%s %.2f)",
                holds() ? "ok" : "MISSED",
                what,
                measured,
                atMost ? "at most" : "at least",
                bound);
    }
}
