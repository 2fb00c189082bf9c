package pro.livestream.archive.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where a moment of the stream is in the video: gaps take no time there. */
public record Timeline(List<Stretch> stretches) {

    /** From {@code start} on the clock and {@code atS} in the video both run alike for a while. */
    public record Stretch(Instant start, double atS, double durationS) {

        double endS() {
            return atS + durationS;
        }
    }

    public Timeline {
        stretches = stretches == null ? List.of() : List.copyOf(stretches);
    }

    public double durationS() {
        return stretches.isEmpty() ? 0 : stretches.getLast().endS();
    }

    /** In seconds of the video; what happened in a gap is where the gap is cut out, what came before or after at an end. */
    public double at(Instant moment) {
        double at = 0;
        for (Stretch stretch : stretches) {
            double inside = seconds(stretch.start(), moment);
            if (inside < 0) {
                return at;
            }
            at = stretch.atS() + Math.min(inside, stretch.durationS());
        }
        return at;
    }

    /** The first moment that is at {@code seconds} or later; empty where all moments before the end are earlier. */
    public Optional<Instant> firstAt(double seconds) {
        for (Stretch stretch : stretches) {
            if (seconds <= stretch.endS()) {
                double inside = Math.max(0, seconds - stretch.atS());
                return Optional.of(stretch.start().plusNanos(Math.round(inside * 1_000_000_000)));
            }
        }
        return Optional.empty();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
