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
 * @param renditionLean the picture that is sent with less, for viewers on slow lines; null where each is sent in full
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
        List<String> renditionsMissing,
        @Nullable String renditionLean) {

    /** Pictures that arrive, of those that the encoder makes. */
    private static final double ARRIVING_MIN = 0.85;

    public IngestHealth {
        renditions = List.copyOf(renditions);
        renditionsMissing = List.copyOf(renditionsMissing);
    }

    /** The upload does not carry all pictures that the encoder makes. */
    public boolean arrivesShort() {
        Double arriving = framesPerSecond;
        Double made = sourceFramesPerSecond;
        return arriving != null && made != null && made > 0 && arriving < made * ARRIVING_MIN;
    }
}
