package pro.livestream.stream.viewer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How viewers are counted. */
@ConfigMapping(prefix = "livestream.viewers")
interface ViewerConfig {

    /** How long a viewer counts after the last word from a source. */
    @WithDefault("60S")
    Duration expiry();

    /** How often counts are taken, and at most told. */
    @WithDefault("2s")
    String countEvery();

    /** How often what players told of playback is written down. */
    @WithDefault("${VIEWERS_QUALITY_EVERY:10s}")
    String qualityEvery();

    /** A longer pause between two counts is an outage, for whose length nobody expires. */
    @WithDefault("10S")
    Duration outageAfter();

    /** How often players should send a heartbeat. */
    @WithDefault("20S")
    Duration heartbeatEvery();
}
