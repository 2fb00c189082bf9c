package pro.livestream.notification.follow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of follows. */
@ConfigMapping(prefix = "livestream.follow")
interface FollowConfig {
    /** How long new followers are gathered before the followed user hears of them in one notification. */
    @WithDefault("PT5S")
    Duration newsDelay();
}
