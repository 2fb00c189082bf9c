package pro.livestream.stream.schedule;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.profile.Broadcaster;

/** A plan as the API shows it; {@code streamId} is what {@code POST /api/streams/{id}/start} takes. */
public record ScheduleView(
        UUID scheduleId,
        UUID userId,
        Broadcaster broadcaster,
        String title,
        @Nullable String description,
        @Nullable String category,
        String visibility,
        Instant startsAt,
        int durationMin,
        @Nullable String recurrence,
        String timeZone,
        String status,
        @Nullable Instant nextAt,
        @Nullable UUID streamId,
        Instant createdAt,
        Instant updatedAt) {

    static ScheduleView of(Schedule schedule) {
        var terms = schedule.terms();
        return new ScheduleView(
                schedule.scheduleId(),
                schedule.userId(),
                schedule.broadcaster(),
                terms.title(),
                terms.description(),
                terms.category(),
                terms.visibility(),
                terms.startsAt(),
                terms.durationMin(),
                terms.recurrence(),
                terms.timeZone(),
                schedule.status().wireName(),
                schedule.nextAt(),
                schedule.streamId(),
                schedule.createdAt(),
                schedule.updatedAt());
    }
}
