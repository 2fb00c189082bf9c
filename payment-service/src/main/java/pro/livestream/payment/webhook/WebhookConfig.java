package pro.livestream.payment.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the queue of a provider's messages is worked off. */
@ConfigMapping(prefix = "livestream.webhook")
public interface WebhookConfig {

    /** How often the queue is looked at; a message that comes in is worked off at once. */
    @WithDefault("${WEBHOOK_WORK_EVERY:1s}")
    String workEvery();

    /** How many messages one worker takes at a time. */
    @WithDefault("20")
    int batch();

    /** For how long a worker has a message to itself. */
    @WithDefault("PT30S")
    Duration lease();

    /** How often a message that this service can't make sense of is tried before it is laid aside. */
    @WithDefault("8")
    int attemptsMax();

    /** For how long messages that are done are kept, so that repetitions are known. */
    @WithDefault("P90D")
    Duration keep();
}
