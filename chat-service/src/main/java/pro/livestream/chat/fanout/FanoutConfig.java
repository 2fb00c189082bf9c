package pro.livestream.chat.fanout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How frames leave this node. */
@ConfigMapping(prefix = "livestream.chat.fanout")
public interface FanoutConfig {

    /** The longest that a frame of a busy room waits for others to share a system call with. */
    @WithDefault("50ms")
    Duration windowMax();

    /**
     * The longest that a frame waits for others where writing to all of a room's connections takes long: it waits half of
     * what the last write took.
     */
    @WithDefault("250ms")
    Duration windowUnderLoadMax();

    /** Up to this many frames a second a room's frames leave at once. */
    @WithDefault("10")
    int quietFramesPerSecondMax();

    /**
     * Ordinary messages a second that a viewer of a room gets at most; what is more is sampled, for each cohort of viewers
     * another part. Super chats, moderators' messages, mentions of oneself and one's own always arrive. 0: all arrive.
     */
    @WithDefault("2000")
    int viewerMessagesPerSecondMax();

    /** What may wait for one slow connection before it is closed with 1013. */
    @WithDefault("524288")
    int connectionBytesMax();

    /** How long a closed connection has to read what waits for it. */
    @WithDefault("3s")
    Duration closeTimeout();
}
