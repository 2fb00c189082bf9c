package pro.livestream.stream.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a signal arrives and is worked on; what a media server does not measure is null.
 *
 * @param bitrateKbps what has arrived over the last seconds
 * @param sourceFramesPerSecond what the encoder says that it makes
 * @param speed media time per time of what the encoder made of it lately; below 1 it falls behind
 * @param lagMillis media that has arrived and is not encoded yet
 * @param renditions those that are made now
 * @param renditionsMissing those that the source would be worth and that the CPU does not suffice for
 */
public record IngestHealth(
        @Nullable Integer bitrateKbps,
        @Nullable Double framesPerSecond,
        @Nullable Double sourceFramesPerSecond,
        @Nullable Double speed,
        @Nullable Long droppedFrames,
        @Nullable Long lagMillis,
        @Nullable Integer width,
        @Nullable Integer height,
        List<String> renditions,
        List<String> renditionsMissing) {

    public IngestHealth {
        renditions = List.copyOf(renditions);
        renditionsMissing = List.copyOf(renditionsMissing);
    }
}
