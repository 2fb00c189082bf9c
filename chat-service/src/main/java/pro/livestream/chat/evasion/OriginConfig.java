package pro.livestream.chat.evasion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How origins of messages are kept. */
@ConfigMapping(prefix = "livestream.chat.origin")
interface OriginConfig {

    /** Secret that addresses and device hints are hashed under; the service's own secret when it is not set. */
    @WithDefault("${CHAT_ORIGIN_SECRET:${SERVICE_SECRET:}}")
    Optional<String> secret();

    /** How long the hashes of somebody who spoke are kept. */
    @WithDefault("30d")
    Duration kept();

    /** Hashes that may wait to be stored; what is beyond is not kept. */
    @WithDefault("20000")
    int waitingMax();
}
