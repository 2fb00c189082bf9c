package pro.livestream.stream.schedule;

import org.jspecify.annotations.Nullable;

/** What a broadcaster says of a plan; of a change, what is absent stays, and an empty {@code recurrence} ends it. */
public record ScheduleDraft(
        @Nullable String title,
        @Nullable String description,
        @Nullable String category,
        @Nullable String visibility,
        @Nullable String startsAt,
        @Nullable Integer durationMin,
        @Nullable String recurrence,
        @Nullable String timeZone) {}
