package pro.livestream.chat.follow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How rooms for followers know who follows. */
@ConfigMapping(prefix = "livestream.chat.follow")
interface FollowConfig {

    /** How long a node relies on knowing that somebody follows before it looks again. */
    @WithDefault("30s")
    Duration followerRemembered();

    /** The same for somebody who does not follow, who may do so at any moment. */
    @WithDefault("1s")
    Duration strangerRemembered();

    /** How long a follower is still let in by what was known while PostgreSQL can't be asked. */
    @WithDefault("10m")
    Duration staleMax();

    /** How long PostgreSQL may take to answer. */
    @WithDefault("2s")
    Duration patience();

    /** Users and channels that a node remembers at most. */
    @WithDefault("50000")
    int rememberedMax();
}
