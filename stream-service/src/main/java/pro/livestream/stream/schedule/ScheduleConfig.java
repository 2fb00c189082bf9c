package pro.livestream.stream.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of planned streams. */
@ConfigMapping(prefix = "livestream.schedule")
interface ScheduleConfig {
    /** How long after its planned end a stream that was not started may still be, unless its next occurrence begins. */
    @WithDefault("PT1H")
    Duration missedAfter();

    /** Plans of one user that are still to come. */
    @WithDefault("100")
    int perUserMax();

    /** How often plans whose stream has begun or was missed move on to their next occurrence. */
    @WithDefault("${SCHEDULE_ROLL_EVERY:2s}")
    String rollEvery();
}
