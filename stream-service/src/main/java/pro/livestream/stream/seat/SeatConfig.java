package pro.livestream.stream.seat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many fit on a stage, and how long they count. */
@ConfigMapping(prefix = "livestream.seats")
public interface SeatConfig {

    /** Participants of one stage at most: viewers, publishers and the relay. */
    @WithDefault("${STAGE_PARTICIPANTS_MAX:50}")
    int participantsMax();

    /** Seats of a stage that stay free for publishers who are online. */
    @WithDefault("${STAGE_PUBLISHERS_MAX:1}")
    int publishersMax();

    /** Seats of a stage that stay free for the media server's relay. */
    @WithDefault("1")
    int relaysMax();

    /** How long a token keeps a seat without a heartbeat. */
    @WithDefault("${STAGE_RESERVATION:120S}")
    Duration reservation();

    /** How long a viewer counts after a heartbeat. */
    @WithDefault("${STAGE_VIEWER_COUNTS:60S}")
    Duration countsFor();

    /** How long a viewer keeps the seat after a heartbeat; after that it has left by timeout. */
    @WithDefault("${STAGE_VIEWER_KEPT:120S}")
    Duration keptFor();

    /** How long after that it is put off its media server, unless it has a seat again: our own outage must not cost anybody the picture. */
    @WithDefault("${STAGE_PUT_OFF_AFTER:120S}")
    Duration putOffAfter();

    /** How often seats are looked through for those whose time is over. */
    @WithDefault("${STAGE_SEATS_SWEEP_EVERY:10s}")
    String sweepEvery();

    /** How often viewers should send a heartbeat. */
    @WithDefault("30S")
    Duration heartbeatEvery();

    /** Seats of a stage for viewers. */
    default int viewersMax() {
        return Math.max(0, participantsMax() - publishersMax() - relaysMax());
    }
}
