package pro.livestream.stream.schedule;

import java.util.Set;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;

/** Which recurrence rules are taken: those of RFC 5545 that give at most one occurrence a day, at the time of the start. */
final class RecurrencePolicy {
    private static final int LENGTH_MAX = 255;
    private static final Set<Freq> FREQUENCIES = Set.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);

    private RecurrencePolicy() {}

    /** The rule in its canonical form; fails with what is wrong with it, for a person. */
    static String canonical(String text) {
        if (text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("must have at most " + LENGTH_MAX + " characters");
        }
        if (text.regionMatches(true, 0, "RRULE", 0, 5)) {
            throw new IllegalArgumentException("is a rule without its name, such as FREQ=WEEKLY;BYDAY=FR");
        }
        try {
            return checked(new RecurrenceRule(text, RecurrenceRule.RfcMode.RFC5545_STRICT));
        } catch (InvalidRecurrenceRuleException wrong) {
            throw new IllegalArgumentException(
                    "is not a recurrence rule (RFC 5545): " + printable(String.valueOf(wrong.getMessage())));
        }
    }

    private static String checked(RecurrenceRule rule) {
        if (!FREQUENCIES.contains(rule.getFreq())) {
            throw new IllegalArgumentException("must have FREQ=DAILY, WEEKLY, MONTHLY or YEARLY");
        }
        if (namesTimes(rule)) {
            throw new IllegalArgumentException("must not name times of the day: they are those of starts_at");
        }
        if (rule.hasPart(RecurrenceRule.Part.RSCALE) || rule.hasPart(RecurrenceRule.Part.SKIP)) {
            throw new IllegalArgumentException("must not name RSCALE or SKIP, which many calendars don't know");
        }
        var until = rule.getUntil();
        if (until != null && (until.isAllDay() || until.isFloating())) {
            throw new IllegalArgumentException("must have UNTIL as a time in UTC, such as 20261231T200000Z");
        }
        return rule.toString();
    }

    /** The library's parts can't be touched before its rule has been, so they stand in no constant. */
    private static boolean namesTimes(RecurrenceRule rule) {
        return rule.hasPart(RecurrenceRule.Part.BYHOUR)
                || rule.hasPart(RecurrenceRule.Part.BYMINUTE)
                || rule.hasPart(RecurrenceRule.Part.BYSECOND);
    }

    private static String printable(String message) {
        return message.replaceAll("\\p{Cntrl}", " ");
    }
}
