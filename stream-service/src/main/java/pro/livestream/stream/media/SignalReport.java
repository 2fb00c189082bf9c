package pro.livestream.stream.media;

import org.jspecify.annotations.Nullable;

/**
 * A media server's word on a signal.
 *
 * @param reference what finds the stream there from now on; null where that has not changed
 */
public record SignalReport(
        boolean arriving,
        @Nullable IngestHealth health,
        @Nullable MediaReference reference) {

    public SignalReport(boolean arriving, @Nullable IngestHealth health) {
        this(arriving, health, null);
    }

    /** What it means for the stream: media that is not there is only missed once it was. */
    public MediaState state() {
        return arriving ? MediaState.LIVE : MediaState.INTERRUPTED;
    }
}
