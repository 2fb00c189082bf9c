package pro.livestream.stream.schedule;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.page.PageRequest;

/** Which plans a list shows, soonest first: public ones, and the reader's own. */
record ScheduleQuery(
        ScheduleStatus status,
        @Nullable UUID userId,
        @Nullable UUID reader,
        PageRequest page) {

    static ScheduleQuery from(
            @Nullable String status, @Nullable String userId, @Nullable UUID reader, PageRequest page) {
        return new ScheduleQuery(
                status == null ? ScheduleStatus.SCHEDULED : status(status),
                userId == null ? null : id(userId),
                reader,
                page);
    }

    private static ScheduleStatus status(String name) {
        return switch (name) {
            case "scheduled" -> ScheduleStatus.SCHEDULED;
            case "ended" -> ScheduleStatus.ENDED;
            case "cancelled" -> ScheduleStatus.CANCELLED;
            default -> throw new ScheduleError.Invalid("status", "must be scheduled, ended or cancelled").refused();
        };
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ScheduleError.Invalid("user_id", "must be a UUID").refused();
        }
    }
}
