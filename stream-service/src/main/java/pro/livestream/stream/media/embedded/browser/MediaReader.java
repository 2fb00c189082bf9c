package pro.livestream.stream.media.embedded.browser;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Reads along with a recorder's media, from its first on. */
public interface MediaReader {

    /**
     * Where a new reader that knows the opening needs nothing of what was before: a key frame follows.
     *
     * @param at in the slice
     * @param millis of media time
     */
    record Place(int at, long millis) {}

    /** The first such place in the slice. */
    Optional<Place> read(Buffer slice);

    /** Media time of the newest that was read. */
    long millis();
}
