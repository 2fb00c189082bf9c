package pro.livestream.stream.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.ErrorBody.FieldError;
import pro.livestream.platform.error.Refusal;

/** From what a broadcaster says to terms that hold, with every field at fault told at once. */
final class SchedulePolicy {
    static final int TITLE_LENGTH_MAX = 255;
    static final int DESCRIPTION_LENGTH_MAX = 5_000;
    static final int CATEGORY_LENGTH_MAX = 64;
    static final int DURATION_MIN_DEFAULT = 60;
    static final int DURATION_MIN_MAX = 1_440;
    static final int DAYS_AHEAD_MAX = 1_830;
    private static final String ZONE_DEFAULT = "UTC";
    private static final Set<String> VISIBILITIES = Set.of("public", "unlisted", "followers");

    private final List<FieldError> wrong = new ArrayList<>();
    private final Instant now;

    private SchedulePolicy(Instant now) {
        this.now = now;
    }

    /** The terms of a new plan. */
    static Terms agreed(ScheduleDraft draft, Instant now) {
        var policy = new SchedulePolicy(now);
        if (draft.title() == null) {
            policy.say("title", "is required");
        }
        if (draft.startsAt() == null) {
            policy.say("starts_at", "is required");
        }
        var wanted = new Terms(
                or(draft.title(), "-"),
                draft.description(),
                draft.category(),
                or(draft.visibility(), "public"),
                policy.startsAt(draft.startsAt()).orElse(now),
                draft.durationMin() == null ? DURATION_MIN_DEFAULT : draft.durationMin(),
                policy.recurrence(draft.recurrence()),
                or(draft.timeZone(), ZONE_DEFAULT));
        return policy.held(wanted);
    }

    /** The terms after a change; a start that stays may lie in the past. */
    static Terms changed(Terms old, ScheduleDraft draft, Instant now) {
        var policy = new SchedulePolicy(now);
        var wanted = new Terms(
                or(draft.title(), old.title()),
                draft.description() == null ? old.description() : draft.description(),
                draft.category() == null ? old.category() : draft.category(),
                or(draft.visibility(), old.visibility()),
                draft.startsAt() == null
                        ? old.startsAt()
                        : policy.startsAt(draft.startsAt()).orElse(now),
                draft.durationMin() == null ? old.durationMin() : draft.durationMin(),
                draft.recurrence() == null ? old.recurrence() : policy.recurrence(draft.recurrence()),
                or(draft.timeZone(), old.timeZone()));
        return policy.held(wanted);
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private Terms held(Terms wanted) {
        if (wanted.title().isBlank()) {
            say("title", "must not be blank");
        }
        length("title", wanted.title(), TITLE_LENGTH_MAX);
        length("description", wanted.description(), DESCRIPTION_LENGTH_MAX);
        length("category", wanted.category(), CATEGORY_LENGTH_MAX);
        if (!VISIBILITIES.contains(wanted.visibility())) {
            say("visibility", "must be one of " + VISIBILITIES.stream().sorted().toList());
        }
        if (wanted.durationMin() < 1 || wanted.durationMin() > DURATION_MIN_MAX) {
            say("duration_min", "must be a number of minutes from 1 to " + DURATION_MIN_MAX);
        }
        if (!ZoneRulesProvider.getAvailableZoneIds().contains(wanted.timeZone())) {
            say("time_zone", "must be an IANA time zone such as Europe/Berlin");
        }
        refuse();
        return synchronised(wanted);
    }

    /** As RFC 5545 wants it: the start is the first occurrence, so that every calendar counts the same ones. */
    private Terms synchronised(Terms wanted) {
        if (wanted.recurrence() == null) {
            return wanted;
        }
        var first = Occurrences.of(wanted.startsAt(), wanted.recurrence(), ZoneId.of(wanted.timeZone()))
                .firstFrom(wanted.startsAt());
        if (first.isEmpty() || isTooFar(first.get())) {
            say("recurrence", "has no occurrence at or soon after starts_at");
            refuse();
        }
        return new Terms(
                wanted.title(),
                wanted.description(),
                wanted.category(),
                wanted.visibility(),
                first.orElse(wanted.startsAt()),
                wanted.durationMin(),
                wanted.recurrence(),
                wanted.timeZone());
    }

    private Optional<Instant> startsAt(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            var instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
            if (!instant.isAfter(now)) {
                say("starts_at", "must be in the future");
            } else if (isTooFar(instant)) {
                say("starts_at", "must be within " + DAYS_AHEAD_MAX + " days");
            }
            return Optional.of(instant);
        } catch (DateTimeException malformed) {
            say("starts_at", "must be a time as of RFC 3339, such as 2026-01-31T20:00:00Z");
            return Optional.empty();
        }
    }

    private boolean isTooFar(Instant instant) {
        return instant.isAfter(now.plus(DAYS_AHEAD_MAX, ChronoUnit.DAYS));
    }

    private @Nullable String recurrence(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return RecurrencePolicy.canonical(text.strip());
        } catch (IllegalArgumentException refused) {
            say("recurrence", String.valueOf(refused.getMessage()));
            return null;
        }
    }

    private void length(String field, @Nullable String text, int max) {
        if (text == null) {
            return;
        }
        if (text.codePointCount(0, text.length()) > max) {
            say(field, "must have at most " + max + " characters");
        } else if (text.indexOf('\0') >= 0) {
            say(field, "must not hold a zero character");
        }
    }

    private void say(String field, String message) {
        wrong.add(new FieldError(field, message));
    }

    private void refuse() {
        if (!wrong.isEmpty()) {
            throw Refusal.validation(wrong).refused();
        }
    }
}
