package pro.livestream.notification.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the inbox. */
@ConfigMapping(prefix = "livestream.inbox")
interface InboxConfig {
    /** How long notifications are kept. */
    @WithDefault("P90D")
    Duration retention();
}
