package pro.livestream.stream.lifecycle;

import java.util.Locale;
import java.util.Set;

/** The life of a session. */
enum StreamStatus {
    SCHEDULED,
    LIVE,
    ENDED,
    CANCELLED;

    private Set<StreamStatus> next() {
        return switch (this) {
            case SCHEDULED -> Set.of(LIVE, CANCELLED);
            case LIVE -> Set.of(ENDED);
            case ENDED, CANCELLED -> Set.of();
        };
    }

    boolean canBecome(StreamStatus other) {
        return next().contains(other);
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static StreamStatus named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
