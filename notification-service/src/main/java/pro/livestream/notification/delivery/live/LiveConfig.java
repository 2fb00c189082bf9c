package pro.livestream.notification.delivery.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of open connections. */
@ConfigMapping(prefix = "livestream.live")
interface LiveConfig {
    /** Connections of one user to one replica. */
    @WithDefault("20")
    int connectionsPerUserMax();

    /** How often an idle connection gets a sign of life. */
    @WithDefault("PT20S")
    Duration heartbeat();

    /** How many notifications wait for a slow event stream before it is ended. */
    @WithDefault("256")
    int waitingMax();

    /** How many missed notifications a returning client is given. */
    @WithDefault("100")
    int missedMax();
}
