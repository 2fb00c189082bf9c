package pro.livestream.notification.fanout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of telling many. */
@ConfigMapping(prefix = "livestream.fanout")
interface FanoutConfig {
    /** Followers told in one transaction. */
    @WithDefault("500")
    int pageSize();

    /** Followers in one part; parts are worked off by all replicas. */
    @WithDefault("5000")
    int partSize();

    /** Parts that a replica works at, at the same time. */
    @WithDefault("2")
    int partsAtOnce();

    /** A part whose replica says nothing for so long goes to another. */
    @WithDefault("PT10S")
    Duration lease();

    /** New followers of so long are told of in one notification. */
    @WithDefault("PT1H")
    Duration followersTogether();

    /** How long it is remembered what was told: longer than the topic stream.started keeps its events. */
    @WithDefault("P40D")
    Duration retention();
}
