package pro.livestream.stream.media.embedded.transcode;

import java.time.Duration;
import java.time.Instant;
import pro.livestream.stream.media.PlaybackSigns;

/**
 * Whether one stream's smallest picture is sent with less: players that are on it and stall nevertheless have nowhere else to go. It is sent in
 * full again after a calm while; a return that went wrong makes the next wait longer.
 */
public final class LeanLadder {

    /** About four viewers: a few slow lines are no reason to worsen everybody's picture. */
    static final int REPORTS_MIN = 5;

    static final double STALLING = 0.05;
    static final double CALM = 0.02;
    static final int WAIT_TIMES_MAX = 8;
    private static final Duration RETURN_WENT_WRONG = Duration.ofMinutes(2);

    private final Duration leanAfter;
    private final Duration leanFor;
    private Duration wait;
    private boolean lean;
    private Instant stallingSince = Instant.MAX;
    private Instant calmSince = Instant.MAX;
    private Instant returned = Instant.MIN;

    /** Viewers stall for {@code leanAfter} before, and play well for {@code leanFor} until it is undone. */
    public LeanLadder(Duration leanAfter, Duration leanFor) {
        this.leanAfter = leanAfter;
        this.leanFor = leanFor;
        this.wait = leanFor;
    }

    /**
     * Whether it is to be lean from now on.
     *
     * @param keepsUp the signal arrives and is encoded in time; otherwise stalls are not the lines' fault
     */
    public boolean decide(PlaybackSigns told, boolean keepsUp, Instant now) {
        boolean stalling = keepsUp && told.reports() >= REPORTS_MIN && told.rebufferRatio() > STALLING;
        boolean calm = told.reports() == 0 || told.rebufferRatio() < CALM;
        stallingSince = stalling ? earlier(stallingSince, now) : Instant.MAX;
        calmSince = calm ? earlier(calmSince, now) : Instant.MAX;
        if (!lean && lasts(stallingSince, leanAfter, now)) {
            wait = wentWrong() ? longer(wait) : leanFor;
            lean = true;
        } else if (lean && lasts(calmSince, wait, now)) {
            returned = now;
            lean = false;
        }
        return lean;
    }

    private boolean wentWrong() {
        return stallingSince.isBefore(returned.plus(RETURN_WENT_WRONG));
    }

    private Duration longer(Duration before) {
        var twice = before.multipliedBy(2);
        var most = leanFor.multipliedBy(WAIT_TIMES_MAX);
        return twice.compareTo(most) > 0 ? most : twice;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static boolean lasts(Instant since, Duration time, Instant now) {
        return !since.equals(Instant.MAX) && !now.isBefore(since.plus(time));
    }
}
