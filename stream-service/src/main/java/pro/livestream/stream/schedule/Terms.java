package pro.livestream.stream.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is agreed of a plan, checked: the recurrence is canonical and {@code startsAt} is its first occurrence. */
record Terms(
        String title,
        @Nullable String description,
        @Nullable String category,
        String visibility,
        Instant startsAt,
        int durationMin,
        @Nullable String recurrence,
        String timeZone) {

    Occurrences occurrences() {
        return Occurrences.of(startsAt, recurrence, ZoneId.of(timeZone));
    }

    Duration duration() {
        return Duration.ofMinutes(durationMin);
    }

    /** Until when an occurrence may still begin: some time after its planned end, or when the one after it begins. */
    Instant dueAt(Instant occurrence, Duration missedAfter) {
        var end = occurrence.plus(duration()).plus(missedAfter);
        Optional<Instant> following = occurrences().firstFrom(occurrence.plusSeconds(1));
        return following.filter(end::isAfter).orElse(end);
    }
}
