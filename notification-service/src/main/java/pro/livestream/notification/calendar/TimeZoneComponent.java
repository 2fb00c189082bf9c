package pro.livestream.notification.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A VTIMEZONE for whatever begins at or after a moment. Each change of the clocks that comes back every year on the same
 * weekday of its month is written as a rule, others (of zones that follow the moon, or decide anew) one by one for some years.
 */
final class TimeZoneComponent {
    private static final int YEARS = 10;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

    private final ZoneId zone;
    private final Instant from;
    private final IcsLines lines;

    /** The clocks change from one offset to another, into summer time or out of it. */
    private record Change(ZoneOffset before, ZoneOffset after, boolean daylight) {}

    private TimeZoneComponent(ZoneId zone, Instant from, IcsLines lines) {
        this.zone = zone;
        this.from = from;
        this.lines = lines;
    }

    static void write(ZoneId zone, Instant from, IcsLines lines) {
        new TimeZoneComponent(zone, from, lines).write();
    }

    private void write() {
        lines.add("BEGIN", "VTIMEZONE").add("TZID", zone.getId());
        var changes = changes();
        if (changes.isEmpty()) {
            var offset = zone.getRules().getOffset(from);
            observance(new Change(offset, offset, false), from, "19700101T000000", Optional.empty(), List.of());
        }
        changes.forEach((change, moments) -> {
            var first = moments.getFirst();
            var rule = rule(moments);
            observance(
                    change,
                    first.getInstant(),
                    LOCAL.format(first.getDateTimeBefore()),
                    rule,
                    rule.isPresent() ? List.of() : moments.subList(1, moments.size()));
        });
        lines.add("END", "VTIMEZONE");
    }

    private void observance(
            Change change, Instant onset, String start, Optional<String> rule, List<ZoneOffsetTransition> others) {
        var name = change.daylight() ? "DAYLIGHT" : "STANDARD";
        lines.add("BEGIN", name)
                .add("DTSTART", start)
                .add("TZOFFSETFROM", offset(change.before()))
                .add("TZOFFSETTO", offset(change.after()))
                .text("TZNAME", NAME.format(onset.atZone(zone)));
        rule.ifPresent(text -> lines.add("RRULE", text));
        if (!others.isEmpty()) {
            lines.add(
                    "RDATE",
                    others.stream()
                            .map(one -> LOCAL.format(one.getDateTimeBefore()))
                            .collect(Collectors.joining(",")));
        }
        lines.add("END", name);
    }

    /** From the last change before the moment, which says what holds then, on. */
    private Map<Change, List<ZoneOffsetTransition>> changes() {
        var rules = zone.getRules();
        var end = from.plusSeconds(YEARS * 366L * 86_400);
        var found = new LinkedHashMap<Change, List<ZoneOffsetTransition>>();
        @Nullable ZoneOffsetTransition next = rules.previousTransition(from.plusSeconds(1));
        if (next == null) {
            next = rules.nextTransition(from);
        }
        while (next != null && next.getInstant().isBefore(end)) {
            var daylight = rules.isDaylightSavings(next.getInstant());
            found.computeIfAbsent(
                            new Change(next.getOffsetBefore(), next.getOffsetAfter(), daylight),
                            change -> new ArrayList<>())
                    .add(next);
            next = rules.nextTransition(next.getInstant());
        }
        return found;
    }

    /** The yearly rule that gives exactly these moments, if there is one. */
    private static Optional<String> rule(List<ZoneOffsetTransition> moments) {
        if (moments.size() < YEARS - 1) {
            return Optional.empty();
        }
        var first = moments.getFirst().getDateTimeBefore();
        return isYearly(moments) ? weekOf(moments).map(week -> rule(first, week)) : Optional.empty();
    }

    private static String rule(LocalDateTime first, int week) {
        return "FREQ=YEARLY;BYMONTH=" + first.getMonthValue() + ";BYDAY=" + week
                + first.getDayOfWeek().name().substring(0, 2);
    }

    private static boolean isYearly(List<ZoneOffsetTransition> moments) {
        var first = moments.getFirst().getDateTimeBefore();
        for (var at = 0; at < moments.size(); at++) {
            var one = moments.get(at).getDateTimeBefore();
            if (one.getYear() != first.getYear() + at
                    || one.getMonth() != first.getMonth()
                    || one.getDayOfWeek() != first.getDayOfWeek()
                    || !one.toLocalTime().equals(first.toLocalTime())) {
                return false;
            }
        }
        return true;
    }

    /** Which of its weekday in the month all of them are: the last (-1), or the first to fourth. */
    private static Optional<Integer> weekOf(List<ZoneOffsetTransition> moments) {
        for (int week : new int[] {-1, 1, 2, 3, 4}) {
            if (moments.stream().allMatch(one -> isInWeek(one.getDateTimeBefore(), week))) {
                return Optional.of(week);
            }
        }
        return Optional.empty();
    }

    private static boolean isInWeek(LocalDateTime moment, int week) {
        DayOfWeek day = moment.getDayOfWeek();
        return moment.toLocalDate().equals(moment.toLocalDate().with(TemporalAdjusters.dayOfWeekInMonth(week, day)));
    }

    /** Hours, minutes, and seconds where there are some. */
    private static String offset(ZoneOffset offset) {
        var seconds = Math.abs(offset.getTotalSeconds());
        var text = "%s%02d%02d".formatted(offset.getTotalSeconds() < 0 ? "-" : "+", seconds / 3_600, seconds / 60 % 60);
        return seconds % 60 == 0 ? text : text + "%02d".formatted(seconds % 60);
    }
}
