package pro.livestream.stream.activity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** How many acts of one kind fell on which minute of which stream, in the order in which rows are locked. */
final class Acts {

    record Minute(UUID streamId, Instant minute) {

        static Minute of(UUID streamId, Instant at) {
            return new Minute(streamId, at.truncatedTo(ChronoUnit.MINUTES));
        }
    }

    private final Map<Minute, Integer> counts =
            new TreeMap<>(Comparator.comparing(Minute::streamId).thenComparing(Minute::minute));

    void add(Minute minute) {
        counts.merge(minute, 1, Integer::sum);
    }

    Map<Minute, Integer> counts() {
        return counts;
    }
}
