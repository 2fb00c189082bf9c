package pro.livestream.chat.viewer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How stream-service is told who watches. */
@ConfigMapping(prefix = "livestream.chat.viewer")
public interface ViewerConfig {

    /** Comings and goings of this long are told together. */
    @WithDefault("200ms")
    Duration tellAfter();

    /** How often everybody who is here is told again. */
    @WithDefault("20s")
    Duration renewEvery();

    /** How long stream-service may take. */
    @WithDefault("3s")
    Duration timeout();

    /** Where stream-service answers; the first of a list is told. */
    @WithDefault("${STREAM_SERVICE_URL:http://127.0.0.1:8082}")
    String streamServiceUrl();
}
