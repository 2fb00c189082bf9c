package pro.livestream.stream.media;

import org.jspecify.annotations.Nullable;

/** A media server's word on a signal. */
public record SignalReport(boolean arriving, @Nullable IngestHealth health) {

    /** What it means for the stream: media that is not there is only missed once it was. */
    public MediaState state() {
        return arriving ? MediaState.LIVE : MediaState.INTERRUPTED;
    }
}
