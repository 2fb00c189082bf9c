package pro.livestream.stream.viewer;

import org.jspecify.annotations.Nullable;

/**
 * Playback as players told of it over the last half minute.
 *
 * @param reports heartbeats that said something of it
 * @param rebufferRatio time that pictures stood still, of the time watched
 * @param latencyMs behind the live edge, on average
 */
public record PlaybackQuality(
        int reports,
        @Nullable Integer bitrateKbps,
        double rebufferRatio,
        int droppedFrames,
        @Nullable Integer latencyMs) {}
