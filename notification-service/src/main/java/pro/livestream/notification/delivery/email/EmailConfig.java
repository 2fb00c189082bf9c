package pro.livestream.notification.delivery.email;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of e-mail. */
@ConfigMapping(prefix = "livestream.email")
interface EmailConfig {
    /** How many mails a replica hands to the mail server each second. */
    @WithDefault("50")
    int perSecondMax();

    /** Whether only confirmed addresses get mail. */
    @WithDefault("false")
    boolean verifiedOnly();
}
