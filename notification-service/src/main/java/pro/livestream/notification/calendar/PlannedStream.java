package pro.livestream.notification.calendar;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A planned stream with its broadcaster's name; nothing before {@code nextAt} is still to come. */
public record PlannedStream(
        UUID scheduleId,
        @Nullable UUID streamId,
        UUID userId,
        String broadcaster,
        String title,
        @Nullable String description,
        String visibility,
        boolean cancelled,
        Instant startsAt,
        int durationMin,
        @Nullable String recurrence,
        String timeZone,
        @Nullable Instant nextAt,
        Instant updatedAt,
        long version) {

    /** The columns that {@link #of} reads; the table's aliases are {@code s} and {@code u} for its broadcaster. */
    public static final String COLUMNS = """
        s.schedule_id, s.stream_id, s.user_id, s.title, s.description, s.visibility, s.state, s.starts_at, s.duration_min,
        s.recurrence, s.time_zone, s.next_at, s.updated_at, s.version,
        coalesce(nullif(u.display_name, ''), u.username, '') as broadcaster
        """;

    public static PlannedStream of(Row row) {
        @Nullable OffsetDateTime nextAt = row.getOffsetDateTime("next_at");
        return new PlannedStream(
                row.getUUID("schedule_id"),
                row.getUUID("stream_id"),
                row.getUUID("user_id"),
                row.getString("broadcaster"),
                row.getString("title"),
                row.getString("description"),
                row.getString("visibility"),
                row.getString("state").equals("cancelled"),
                row.getOffsetDateTime("starts_at").toInstant(),
                row.getInteger("duration_min"),
                row.getString("recurrence"),
                row.getString("time_zone"),
                nextAt == null ? null : nextAt.toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getLong("version"));
    }

    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    Duration duration() {
        return Duration.ofMinutes(durationMin);
    }

    public Occurrences occurrences() {
        return Occurrences.of(startsAt, recurrence, zone());
    }

    /** What decides when it takes place: while it stays the same, nothing has been moved. */
    public String times() {
        return startsAt + "|" + (recurrence == null ? "" : recurrence) + "|" + timeZone;
    }
}
