package pro.livestream.stream.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long streams wait for their signal. */
@ConfigMapping(prefix = "livestream.stream")
interface StreamConfig {

    /** How long a stream outlives its signal. */
    @WithDefault("${STREAM_MEDIA_GRACE:60S}")
    Duration mediaGrace();

    /** How long a stream waits for its first signal. */
    @WithDefault("${STREAM_MEDIA_WAIT:600S}")
    Duration mediaWait();

    /** How often streams without a signal are looked for. */
    @WithDefault("${STREAM_SWEEP_EVERY:5s}")
    String sweepEvery();

    /** How long a media node holds a stream without renewing. */
    @WithDefault("10S")
    Duration lease();
}
