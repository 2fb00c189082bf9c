package pro.livestream.notification.delivery.push;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of web push. */
@ConfigMapping(prefix = "livestream.push")
interface PushConfig {
    /** How many pushes a replica sends each second. */
    @WithDefault("100")
    int perSecondMax();

    /** Whom push services turn to when something is wrong: a mailto: or https: address. */
    @WithDefault("${VAPID_SUBJECT:mailto:admin@localhost}")
    String subject();

    /** How long a push service keeps a message for a browser that is away. */
    @WithDefault("PT4H")
    Duration timeToLive();

    /** How long a push service's answer may take. */
    @WithDefault("PT10S")
    Duration timeout();

    /** Browsers of one user. */
    @WithDefault("20")
    int subscriptionsPerUserMax();

    /** Whether push services may be on private addresses and speak plain HTTP: for tests, and networks of one's own. */
    @WithDefault("${PUSH_PRIVATE_ENDPOINTS:false}")
    boolean privateEndpoints();
}
