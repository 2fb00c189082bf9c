package pro.livestream.stream.media.embedded.transcode;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Shares one machine's CPU among its streams: where an encoder falls behind the largest ladder loses a picture, of equal ones that which the
 * fewest players tell of, and when there has been room for a while the smallest gets one back. One change at a time; a return that went wrong
 * makes the next wait longer.
 */
public final class LadderBudget {

    /**
     * One stream's encoder: how many pictures it makes of those that the source is worth, and how far it is behind.
     *
     * @param reports of players about it over the last half minute
     */
    public record Load(UUID streamId, int pictures, int picturesFull, int reports, Duration lag, Duration running) {}

    public record Change(UUID streamId, int pictures) {}

    /** An encoder that is farther behind does not keep up. */
    public static final Duration LAG_MAX = Duration.ofMillis(1_800);

    static final Duration SETTLING = Duration.ofSeconds(6);
    static final Duration CALM = Duration.ofSeconds(30);
    static final Duration CALM_MAX = Duration.ofMinutes(10);
    private static final Duration RETURN_WENT_WRONG = Duration.ofSeconds(60);
    private static final Duration LAG_CALM = Duration.ofSeconds(1);
    private static final double CPU_CALM = 0.65;

    private Instant changed = Instant.MIN;
    private Instant returned = Instant.MIN;
    private Instant calmSince = Instant.MAX;
    private Duration calm = CALM;

    public Optional<Change> decide(List<Load> loads, double cpuLoad, Instant now) {
        boolean behind =
                loads.stream().anyMatch(load -> isSettled(load) && load.lag().compareTo(LAG_MAX) > 0);
        boolean room =
                cpuLoad < CPU_CALM && loads.stream().allMatch(load -> load.lag().compareTo(LAG_CALM) < 0);
        calmSince = room ? earlier(calmSince, now) : Instant.MAX;
        if (now.isBefore(after(changed, SETTLING))) {
            return Optional.empty();
        }
        if (behind) {
            return shrunk(loads, now);
        }
        return room && !now.isBefore(after(calmSince, calm)) ? grown(loads, now) : Optional.empty();
    }

    private Optional<Change> shrunk(List<Load> loads, Instant now) {
        var largest = loads.stream()
                .filter(load -> load.pictures() > 1)
                .max(Comparator.comparingInt(Load::pictures)
                        .thenComparing(Comparator.comparingInt(Load::reports).reversed())
                        .thenComparing(Load::lag));
        if (largest.isPresent() && now.isBefore(after(returned, RETURN_WENT_WRONG))) {
            calm = calm.multipliedBy(2).compareTo(CALM_MAX) > 0 ? CALM_MAX : calm.multipliedBy(2);
        }
        return largest.map(load -> change(load, -1, now));
    }

    private Optional<Change> grown(List<Load> loads, Instant now) {
        var smallest = loads.stream()
                .filter(load -> load.pictures() < load.picturesFull())
                .min(Comparator.comparingInt(Load::pictures));
        if (smallest.isPresent()) {
            returned = now;
            calmSince = Instant.MAX;
        } else {
            calm = CALM;
        }
        return smallest.map(load -> change(load, 1, now));
    }

    private Change change(Load load, int step, Instant now) {
        changed = now;
        return new Change(load.streamId(), load.pictures() + step);
    }

    /** At its beginning every encoder is behind. */
    private static boolean isSettled(Load load) {
        return load.running().compareTo(SETTLING) > 0;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant after(Instant start, Duration time) {
        return start.equals(Instant.MIN) || start.equals(Instant.MAX) ? start : start.plus(time);
    }
}
