package pro.livestream.stream.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TimeZone;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.jspecify.annotations.Nullable;

/** When something planned takes place: once, or by a recurrence rule (RFC 5545) at the same local time of a time zone. */
final class Occurrences {
    private final Instant start;
    private final @Nullable RecurrenceRule rule;
    private final ZoneId zone;

    private Occurrences(Instant start, @Nullable RecurrenceRule rule, ZoneId zone) {
        this.start = start;
        this.rule = rule;
        this.zone = zone;
    }

    /** Of a rule that {@link RecurrencePolicy} has accepted, or none. */
    static Occurrences of(Instant start, @Nullable String rule, ZoneId zone) {
        try {
            return new Occurrences(
                    start, rule == null ? null : new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT), zone);
        } catch (InvalidRecurrenceRuleException bug) {
            throw new IllegalStateException("a recurrence that was accepted can't be read: " + rule, bug);
        }
    }

    /** The first at or after a moment. */
    Optional<Instant> firstFrom(Instant from) {
        if (rule == null) {
            return start.isBefore(from) ? Optional.empty() : Optional.of(start);
        }
        try {
            var iterator = rule.iterator(new DateTime(TimeZone.getTimeZone(zone), start.toEpochMilli()));
            if (from.isAfter(start)) {
                iterator.fastForward(from.toEpochMilli());
            }
            while (iterator.hasNext()) {
                // the library counts whole seconds: the first that it gives may lie just before
                var next = Instant.ofEpochMilli(iterator.nextMillis());
                if (!next.isBefore(from)) {
                    return Optional.of(next);
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException nothingInReach) {
            return Optional.empty();
        }
    }
}
