package pro.livestream.notification.calendar;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Planned streams as tests need them. */
public final class Plans {
    public static final Instant CHANGED = Instant.parse("2026-01-31T12:00:00Z");

    private Plans() {}

    public static PlannedStream plan(Instant startsAt, @Nullable String recurrence, String timeZone) {
        return plan(startsAt, recurrence, timeZone, startsAt, "public", false);
    }

    public static PlannedStream plan(
            Instant startsAt,
            @Nullable String recurrence,
            String timeZone,
            @Nullable Instant nextAt,
            String visibility,
            boolean cancelled) {
        return new PlannedStream(
                new UUID(1, 2),
                new UUID(3, 4),
                new UUID(5, 6),
                "alice",
                "Evening jam",
                null,
                visibility,
                cancelled,
                startsAt,
                90,
                recurrence,
                timeZone,
                nextAt,
                CHANGED,
                7);
    }

    static PlannedStream named(PlannedStream planned, String title, @Nullable String description) {
        return new PlannedStream(
                planned.scheduleId(),
                planned.streamId(),
                planned.userId(),
                planned.broadcaster(),
                title,
                description,
                planned.visibility(),
                planned.cancelled(),
                planned.startsAt(),
                planned.durationMin(),
                planned.recurrence(),
                planned.timeZone(),
                planned.nextAt(),
                planned.updatedAt(),
                planned.version());
    }
}
