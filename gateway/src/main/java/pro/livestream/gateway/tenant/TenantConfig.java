package pro.livestream.gateway.tenant;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which tenant answers for hosts that nobody has, and how long a disabled one is kept. */
@ConfigMapping(prefix = "gateway.tenant")
interface TenantConfig {

    /** The tenant of host names that no tenant has; {@code none} refuses them. */
    @WithDefault("${TENANT_FALLBACK:localhost}")
    Optional<String> fallback();

    /** Host names of the default tenant beside the loopback ones. */
    @WithDefault("${TENANT_DEFAULT_DOMAINS:}")
    Optional<List<String>> defaultDomains();

    /** How long the data of a disabled tenant is kept. */
    @WithDefault("30d")
    Duration keptAfterDisabling();
}
