package pro.livestream.chat.room;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The life of a room. */
@ConfigMapping(prefix = "livestream.chat.room")
public interface RoomConfig {

    /** How long a room stays open after its stream ended. */
    @WithDefault("10m")
    Duration closeAfterEnd();

    /** How many comments a newcomer is shown. */
    @WithDefault("50")
    int recentMax();

    /** The longest that a super chat stays on top; the highest tier's time. */
    @WithDefault("1h")
    Duration onTopMax();

    /** What a resuming client may have missed at most. */
    @WithDefault("1000")
    int resumeEntriesMax();

    /** How long ago what it missed first may be, where memory does not reach back to it. */
    @WithDefault("5m")
    Duration resumeAgeMax();

    /** How long a stream that stream-service does not know is not asked for again. */
    @WithDefault("1s")
    Duration missRemembered();

    /** How often idle clients are pinged. */
    @WithDefault("30s")
    Duration pingEvery();

    /** Unanswered pings that close a connection. */
    @WithDefault("2")
    int pingsMissedMax();

    /** How long a room that nobody is connected to stays subscribed. */
    @WithDefault("30s")
    Duration emptyKept();

    /** Where stream-service answers; the first of a list is asked. */
    @WithDefault("${STREAM_SERVICE_URL:http://127.0.0.1:8082}")
    String streamServiceUrl();

    /** Up to this many viewers joins and leaves are told by name, one by one; in a larger room as a number. */
    @WithDefault("50")
    int noticesSingleMax();

    /** Who comes back within this time has not left. */
    @WithDefault("5s")
    Duration leaveAfter();

    /** The longest delay after which the clients of a node that leaves come back; few come back sooner. */
    @WithDefault("5s")
    Duration reconnectDelayMax();
}
