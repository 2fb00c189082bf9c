package pro.livestream.stream.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;

/** How a stream's time is cut: into equal steps of whole minutes that begin at multiples of their length. */
record TimelineSteps(Instant first, Instant until, long stepS) {

    private static final long MINUTE_S = 60;
    private static final long STEP_MAX_S = 86_400;
    private static final int ITEMS_MAX = 1_440;
    private static final int ITEMS_WANTED = 500;

    /** Refuses a step that is no multiple of a minute, or cuts into more than 1,440; without one it is as short as gives 500. */
    static TimelineSteps of(Instant from, Instant until, @Nullable Long askedS) {
        long lengthS = Math.max(1, Duration.between(from, until).toSeconds());
        if (askedS == null) {
            long minutes = Math.ceilDiv(lengthS, ITEMS_WANTED * MINUTE_S);
            return aligned(from, until, Math.max(1, minutes) * MINUTE_S);
        }
        if (askedS < MINUTE_S || askedS > STEP_MAX_S || askedS % MINUTE_S != 0) {
            throw Refusal.validation("step", "must be seconds, a multiple of 60 from 60 to 86400")
                    .refused();
        }
        var steps = aligned(from, until, askedS);
        if (steps.starts().size() > ITEMS_MAX) {
            throw Refusal.validation("step", "is too short for so long a stream: at most 1440 steps are given")
                    .refused();
        }
        return steps;
    }

    private static TimelineSteps aligned(Instant from, Instant until, long stepS) {
        long start = Math.floorDiv(from.getEpochSecond(), stepS) * stepS;
        return new TimelineSteps(Instant.ofEpochSecond(start), until, stepS);
    }

    /** Where each begins, in order; the last may not be over yet. */
    List<Instant> starts() {
        var starts = new ArrayList<Instant>();
        for (Instant at = first; at.isBefore(until) || starts.isEmpty(); at = at.plusSeconds(stepS)) {
            starts.add(at);
            if (starts.size() > ITEMS_MAX) {
                break;
            }
        }
        return starts;
    }
}
