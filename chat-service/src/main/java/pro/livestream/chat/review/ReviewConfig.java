package pro.livestream.chat.review;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How outside reviews are asked for. */
@ConfigMapping(prefix = "livestream.chat.review")
interface ReviewConfig {

    /** How long a review may take before it counts as failed. */
    @WithDefault("200ms")
    Duration budget();

    /** Also plain http and addresses that are not public, loopback among them; for tests and closed networks. */
    @WithDefault("${CHAT_REVIEW_ALLOW_PRIVATE:false}")
    boolean allowPrivate();

    /** Reviews of one channel that may be under way on a node; further ones count as failed. */
    @WithDefault("64")
    int underWayMax();

    /** Failures in a row after which a channel's review is not asked for a while. */
    @WithDefault("5")
    int failuresMax();

    /** How long it is then left alone; the next message after that is a trial. */
    @WithDefault("10s")
    Duration pause();

    /** Secret that the channels' signing secrets are encrypted under; the service's own secret when it is not set. */
    @WithDefault("${CHAT_REVIEW_SECRET:${SERVICE_SECRET:}}")
    Optional<String> secret();
}
