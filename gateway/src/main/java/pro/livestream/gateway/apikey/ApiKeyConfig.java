package pro.livestream.gateway.apikey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The key that the operator sets, and how long keys are trusted without asking PostgreSQL. */
@ConfigMapping(prefix = "gateway.api-key")
interface ApiKeyConfig {

    /** A key with every scope, in the tenant of the host that is called. */
    @WithDefault("${API_SECRET_KEY:}")
    Optional<String> secret();

    /** How long a key that was found is trusted; a deleted key is refused after this time at the latest. */
    @WithDefault("3s")
    Duration rememberedFor();

    /** Keys remembered at once. */
    @WithDefault("10000")
    int rememberedMax();
}
