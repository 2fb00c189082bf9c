package pro.livestream.chat.superchat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Tips in the chat. */
@ConfigMapping(prefix = "livestream.chat.superchat")
public interface SuperchatConfig {

    /** How long Redis knows that a tip was shown already, should a node have died before it was stored. */
    @WithDefault("24h")
    Duration remembered();
}
