package pro.livestream.notification.calendar;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of calendar feeds. */
@ConfigMapping(prefix = "livestream.calendar")
interface CalendarConfig {
    /** How long feeds show what was cancelled or is over. */
    @WithDefault("P30D")
    Duration showsPast();

    /** How long planned streams are kept after they were cancelled or are over. */
    @WithDefault("P90D")
    Duration retention();
}
