package pro.livestream.stream.media;

import java.util.Locale;
import java.util.Set;

/** What is known of a stream's signal. */
public enum MediaState {
    /** Not started or over. */
    NONE,
    /** Started, and nothing has come yet. */
    WAITING,
    /** There is something to watch. */
    LIVE,
    /** It was there and went away; within the grace it may come back. */
    INTERRUPTED;

    private Set<MediaState> next() {
        return switch (this) {
            case NONE -> Set.of(WAITING);
            case WAITING -> Set.of(LIVE, NONE);
            case LIVE -> Set.of(INTERRUPTED, NONE);
            case INTERRUPTED -> Set.of(LIVE, NONE);
        };
    }

    public boolean canBecome(MediaState other) {
        return next().contains(other);
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static MediaState named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
