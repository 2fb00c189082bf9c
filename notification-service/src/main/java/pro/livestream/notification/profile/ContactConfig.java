package pro.livestream.notification.profile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where the addresses of users are asked for. */
@ConfigMapping(prefix = "livestream.contact")
public interface ContactConfig {
    /** The service that owns accounts: the gateway's management port. */
    @WithDefault("${GATEWAY_INTERNAL_URL:http://127.0.0.1:9080}")
    String url();

    /** How long an answer may take. */
    @WithDefault("PT3S")
    Duration timeout();
}
