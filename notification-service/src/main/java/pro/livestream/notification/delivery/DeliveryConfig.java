package pro.livestream.notification.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of mails and pushes on their way. */
@ConfigMapping(prefix = "livestream.delivery")
public interface DeliveryConfig {
    /** The pause after a first failed attempt; it doubles with each further one. */
    @WithDefault("PT5S")
    Duration retryFirst();

    /** The longest pause between attempts. */
    @WithDefault("PT1H")
    Duration retryMax();

    /** After so many attempts a delivery is dead. */
    @WithDefault("10")
    int attemptsMax();

    /** How long a taken delivery is held: when its replica dies, another takes it after that. */
    @WithDefault("PT1M")
    Duration hold();

    /** After that, nobody is told any more that a stream has started. */
    @WithDefault("PT1H")
    Duration expiryOfPassing();

    /** After that, other mails and pushes are given up. */
    @WithDefault("P3D")
    Duration expiry();

    /** How many leave at the same time, per channel and replica. */
    @WithDefault("8")
    int concurrencyMax();
}
