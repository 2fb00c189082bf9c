package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Topic;

/**
 * A planned stream was made, changed or cancelled ({@code state}: scheduled or cancelled). {@code next_at} is the first
 * occurrence that has neither begun nor passed; null when none is left.
 */
public record StreamScheduled(
        String eventType,
        String tenant,
        UUID scheduleId,
        @Nullable UUID streamId,
        UUID userId,
        String title,
        @Nullable String description,
        @Nullable String visibility,
        String state,
        Instant startsAt,
        int durationMin,
        @Nullable String recurrence,
        String timeZone,
        @Nullable Instant nextAt,
        Instant updatedAt,
        long version)
        implements Event {

    public static final String TYPE_SCHEDULED = "stream.scheduled";
    public static final String TYPE_CANCELLED = "stream.schedule_cancelled";

    @Override
    public Topic topic() {
        return Topic.STREAM_SCHEDULED;
    }

    @Override
    public String key() {
        return scheduleId.toString();
    }

    @Override
    public Long aggregateVersion() {
        return version;
    }
}
