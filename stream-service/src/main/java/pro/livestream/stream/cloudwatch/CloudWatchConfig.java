package pro.livestream.stream.cloudwatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Whether and where numbers are told to AWS CloudWatch. */
@ConfigMapping(prefix = "livestream.cloudwatch")
interface CloudWatchConfig {

    /** Tells AWS CloudWatch the numbers of stages. */
    @WithDefault("${CLOUDWATCH_ENABLED:false}")
    boolean enabled();

    /** Namespace of the metrics there. */
    @WithDefault("${CLOUDWATCH_NAMESPACE:LiveStreamPro}")
    String namespace();

    /** How often they are told. */
    @WithDefault("${CLOUDWATCH_EVERY:60s}")
    String every();

    /** Region of the metrics. */
    @WithDefault("${AWS_REGION:us-east-1}")
    String region();

    /** Another endpoint than the region's, as tests have it. */
    @WithDefault("${CLOUDWATCH_ENDPOINT:}")
    Optional<URI> endpoint();

    /** Access key; the SDK's usual sources when it is not set. */
    @WithDefault("${CLOUDWATCH_ACCESS_KEY:}")
    Optional<String> accessKey();

    /** Secret of the access key. */
    @WithDefault("${CLOUDWATCH_SECRET_KEY:}")
    Optional<String> secretKey();
}
