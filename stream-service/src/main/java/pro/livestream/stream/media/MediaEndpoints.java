package pro.livestream.stream.media;

import org.jspecify.annotations.Nullable;

/** Where to send a stream and where to watch it; what a media server lacks is null. */
public record MediaEndpoints(Ingest ingest, Playback playback) {

    /** For the broadcaster only. */
    public record Ingest(
            @Nullable String rtmpUrl,
            @Nullable String streamKey,
            @Nullable String whipUrl,
            @Nullable String browserUrl) {}

    public record Playback(
            @Nullable String hlsUrl, @Nullable String whepUrl) {

        /** For those who may not watch. */
        public static final Playback NONE = new Playback(null, null);
    }
}
