package pro.livestream.gateway.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the health of the suite is found out. */
@ConfigMapping(prefix = "gateway.health")
interface HealthConfig {

    /** How long a service or dependency may take to answer. */
    @WithDefault("2s")
    Duration timeout();

    /** How long an answer is given again before everything is asked anew. */
    @WithDefault("1s")
    Duration keptFor();

    /** The S3 store; none where AWS's own is used without an endpoint. */
    @WithDefault("${S3_ENDPOINT:}")
    Optional<String> s3Endpoint();
}
