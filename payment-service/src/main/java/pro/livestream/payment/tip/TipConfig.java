package pro.livestream.payment.tip;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What tips may be, and what of them is the platform's. */
@ConfigMapping(prefix = "livestream.tip")
public interface TipConfig {

    /** The most that one tip may be, in minor units, by upper-case currency; others have 10,000 times their minimum. */
    Map<String, Long> amountMax();

    /** The platform's share in basis points (hundredths of a percent), rounded down. */
    @WithDefault("${TIP_FEE_BASIS_POINTS:500}")
    int feeBasisPoints();

    /** The share in tenants that have one of their own, by schema name. */
    Map<String, Integer> tenantFeeBasisPoints();

    /** How many tips one person may begin in the period below. */
    @WithDefault("${TIP_VELOCITY_MAX:30}")
    int velocityMax();

    /** The period of the bound above. */
    @WithDefault("${TIP_VELOCITY_PERIOD:PT1M}")
    Duration velocityPeriod();

    /** Where stream-service answers, several comma-separated. */
    @WithDefault("${STREAM_SERVICE_URL:http://127.0.0.1:8082}")
    List<String> streamServiceUrl();
}
