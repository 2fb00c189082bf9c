package pro.livestream.stream.media;

import java.util.Locale;

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

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static MediaState named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
