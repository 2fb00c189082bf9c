package pro.livestream.chat.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages are stored and emitted. */
@ConfigMapping(prefix = "livestream.chat.message")
public interface MessageConfig {

    /** How long a row waits for others to be written with. */
    @WithDefault("8ms")
    Duration writeWindow();

    /** Rows of one transaction at most. */
    @WithDefault("500")
    int batchMax();

    /** Rows that may wait while PostgreSQL is away; beyond it messages are refused. */
    @WithDefault("50000")
    int backlogMax();

    /** How long a message waits for Redis before it is refused. */
    @WithDefault("5s")
    Duration redisPatience();

    /** Messages that may wait for Redis at the same time. */
    @WithDefault("10000")
    int waitingMax();

    /** An event that the brokers did not confirm for this long is sent again. */
    @WithDefault("10s")
    Duration confirmPatience();

    /** Events that may be under way to Kafka; what is beyond is sent later from PostgreSQL. */
    @WithDefault("20000")
    int emittingMax();
}
