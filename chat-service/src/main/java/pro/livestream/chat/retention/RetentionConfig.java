package pro.livestream.chat.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long what was said is kept. */
@ConfigMapping(prefix = "livestream.chat.retention")
public interface RetentionConfig {

    /** Days that durable rooms' messages are kept; whole months are dropped when their last day is that old. */
    @WithDefault("${CHAT_RETENTION_DAYS:365}")
    int days();

    /** How many of its newest messages a room of retention {@code recent} keeps. */
    @WithDefault("200")
    int recentMax();

    /** Months ahead of now whose partition is there already. */
    @WithDefault("3")
    int monthsAhead();

    /** Rows that one transaction removes at most. */
    @WithDefault("2000")
    int batchMax();

    /** How often the job runs on each node; one of them does the work. */
    @WithDefault("1h")
    String every();
}
