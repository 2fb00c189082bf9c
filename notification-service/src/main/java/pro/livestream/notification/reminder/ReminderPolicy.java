package pro.livestream.notification.reminder;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.calendar.PlannedStream;
import pro.livestream.notification.preference.Preferences;

/**
 * When a planned stream is reminded of: a day, an hour and five minutes before each occurrence that is still to come. One that
 * could not be sent in time is left out rather than sent when its words are no longer true.
 */
final class ReminderPolicy {
    private static final Duration LATE_MAX = Duration.ofHours(1);
    private static final Duration LATE_MIN = Duration.ofMinutes(4);
    private static final int LATE_SHARE = 6;

    private ReminderPolicy() {}

    /** A reminder that is, or will be, due. */
    record Due(Instant startsAt, int minutesBefore) {
        Instant at() {
            return startsAt.minus(Duration.ofMinutes(minutesBefore));
        }
    }

    /** What has become due after {@code from} and until {@code now} and is still true; of one occurrence the latest only. */
    static List<Due> due(PlannedStream planned, Instant from, Instant now) {
        Map<Instant, Due> latest = new HashMap<>();
        for (int minutes : Preferences.REMINDERS_MIN) {
            var earliest = later(from.plusMillis(1), now.minus(tolerance(minutes)));
            next(planned, minutes, earliest)
                    .filter(due -> !due.at().isAfter(now) && due.startsAt().isAfter(now))
                    .ifPresent(due ->
                            latest.merge(due.startsAt(), due, (a, b) -> a.minutesBefore() < b.minutesBefore() ? a : b));
        }
        return latest.values().stream().sorted(Comparator.comparing(Due::at)).toList();
    }

    /** When the first one after a moment is due. */
    static Optional<Instant> nextAt(PlannedStream planned, Instant after) {
        return Preferences.REMINDERS_MIN.stream()
                .flatMap(minutes -> next(planned, minutes, after.plusMillis(1)).stream())
                .map(Due::at)
                .min(Comparator.naturalOrder());
    }

    /** The first one of its sort that is due at {@code earliest} or later. */
    private static Optional<Due> next(PlannedStream planned, int minutes, Instant earliest) {
        @Nullable Instant nextAt = planned.nextAt();
        if (planned.cancelled() || nextAt == null || planned.visibility().equals("unlisted")) {
            return Optional.empty();
        }
        return planned.occurrences()
                .firstFrom(later(nextAt, earliest.plus(Duration.ofMinutes(minutes))))
                .map(startsAt -> new Due(startsAt, minutes));
    }

    /** A sixth of the time before, within bounds: "in one hour" may be in 50 minutes. */
    static Duration tolerance(int minutesBefore) {
        var share = Duration.ofMinutes(minutesBefore).dividedBy(LATE_SHARE);
        return share.compareTo(LATE_MAX) > 0 ? LATE_MAX : share.compareTo(LATE_MIN) < 0 ? LATE_MIN : share;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
