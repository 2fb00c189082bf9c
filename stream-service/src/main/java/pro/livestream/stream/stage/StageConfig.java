package pro.livestream.stream.stage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Which stages there are at most, and how they are addressed. */
@ConfigMapping(prefix = "livestream.stages")
public interface StageConfig {

    /** The default tenant's stage for publishers; one is made where it is not set, and in every other tenant. */
    @WithDefault("${MASTER_STAGE_ARN:}")
    Optional<String> masterStageArn();

    /** The region in a stage's ARN. */
    @WithDefault("${AWS_REGION:us-east-1}")
    String region();

    /** The account in a stage's ARN: twelve digits. */
    @WithDefault("${AWS_ACCOUNT_ID:000000000000}")
    String account();

    /** Stages of one tenant at most, draining ones among them. */
    @WithDefault("${STAGES_MAX:20}")
    int max();

    /** How often stages that a media server keeps are compared with what it has. */
    @WithDefault("${STAGE_HOSTS_EVERY:30s}")
    String hostsEvery();

    /** Age from which a stage is compared: longer than making one takes with all attempts, and than lists there are late. */
    @WithDefault("2M")
    Duration hostsSettled();
}
