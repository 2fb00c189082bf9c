package pro.livestream.stream.scaling;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When stages are made and drained. */
@ConfigMapping(prefix = "livestream.scaling")
interface ScalingConfig {

    /** How often the load is looked at. */
    @WithDefault("${STAGE_SCALING_EVERY:5s}")
    String every();

    /** A stage is made when every open one has so many viewers. */
    @WithDefault("45")
    int createAt();

    /** A stage with so many viewers or fewer may be drained. */
    @WithDefault("5")
    int drainAt();

    /** A stage is not drained before it is so old. */
    @WithDefault("${STAGE_WARM_UP:300S}")
    Duration warmUp();

    /** Nothing is drained unless the other open stages could take its viewers and so many more before another had to be made. */
    @WithDefault("10")
    int headroom();

    /** How long one replica leads without renewing. */
    @WithDefault("15S")
    Duration lease();
}
