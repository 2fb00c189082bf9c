package pro.livestream.archive.link;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Links to media. */
@ConfigMapping(prefix = "livestream.archive.link")
public interface LinkConfig {

    /** How long a link is good. */
    @WithDefault("1H")
    Duration validFor();
}
