package pro.livestream.chat.hold;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long messages wait for moderators. */
@ConfigMapping(prefix = "livestream.chat.hold")
public interface HoldConfig {

    /** Messages of one room that may wait; further ones are refused. */
    @WithDefault("1000")
    int pendingMax();

    /** A message that nobody decided about for this long is not shown any more. */
    @WithDefault("24h")
    Duration expiresAfter();

    /** How long PostgreSQL may take to hold a message. */
    @WithDefault("5s")
    Duration patience();

    /** How often old ones are looked for. */
    @WithDefault("60s")
    Duration expireEvery();

    /** How long decided ones are kept for moderators to look at. */
    @WithDefault("30d")
    Duration kept();

    /** An approved message that did not reach its room for this long is tried again. */
    @WithDefault("10s")
    Duration publishPatience();

    /** How long Redis knows an approved message again, so that trying again says it once. */
    @WithDefault("24h")
    Duration remembered();
}
