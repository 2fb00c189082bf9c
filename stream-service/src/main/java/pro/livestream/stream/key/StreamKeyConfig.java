package pro.livestream.stream.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How stream keys are kept. */
@ConfigMapping(prefix = "livestream.stream-key")
interface StreamKeyConfig {

    /** Secret that stored stream keys are encrypted under; the service's own secret when it is not set. */
    @WithDefault("${STREAM_KEY_SECRET:${SERVICE_SECRET:}}")
    Optional<String> secret();
}
