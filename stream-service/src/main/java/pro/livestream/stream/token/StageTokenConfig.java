package pro.livestream.stream.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long participant tokens are good. */
@ConfigMapping(prefix = "livestream.stage-token")
interface StageTokenConfig {

    /** A publisher's. */
    @WithDefault("4H")
    Duration publisher();

    /** A viewer's. */
    @WithDefault("1H")
    Duration viewer();

    /** A media server's. */
    @WithDefault("12H")
    Duration mediaServer();
}
