package pro.livestream.chat.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a room's log in Redis behaves. */
@ConfigMapping(prefix = "livestream.chat.log")
public interface LogConfig {

    /** How many of a room's newest entries Redis and each node that holds the room keep. */
    @WithDefault("200")
    int entriesMax();

    /** How long ephemeral rooms keep what was said. */
    @WithDefault("5m")
    Duration ephemeralKept();

    /** Messages that one user may send within the window, over all connections and nodes. */
    @WithDefault("10")
    int userMessagesMax();

    /** The sliding window of the message rate. */
    @WithDefault("1s")
    Duration userMessagesWindow();

    /** How long a message sent again under the same client id is recognised. */
    @WithDefault("10m")
    Duration duplicateWindow();

    /** The same for messages without a client id, which only this service itself sends again. */
    @WithDefault("30s")
    Duration retryWindow();

    /** An unanswered ping of Redis closes its connection after this long. */
    @WithDefault("4s")
    Duration pingTimeout();

    /** The longest pause between attempts to reach Redis. */
    @WithDefault("1s")
    Duration reconnectDelayMax();
}
