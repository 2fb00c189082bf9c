package pro.livestream.notification.reminder;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.calendar.PlannedStream;

/** How far the reminders of each planned stream have been worked. */
@ApplicationScoped
class ReminderStore {

    /** A planned stream to be worked; null where it never was. */
    record Open(
            PlannedStream planned,
            @Nullable String plannedTimes,
            @Nullable Instant remindedUntil) {

        /** After which moment reminders count: what was due before a plan was made, or moved, is not sent. */
        Instant from() {
            return remindedUntil != null && planned.times().equals(plannedTimes) ? remindedUntil : planned.updatedAt();
        }
    }

    /** Locks one that has changed or has a reminder due; one that another replica works at is passed over. */
    Uni<Optional<Open>> takeOne(SqlConnection tx, Instant now) {
        return tx.preparedQuery("""
            select %s, s.planned_times, s.reminded_until
            from schedules s left join users u on u.user_id = s.user_id
            where s.planned_version < s.version or s.remind_at <= $1
            limit 1 for update of s skip locked
            """.formatted(PlannedStream.COLUMNS))
                .execute(Tuple.of(utc(now)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ReminderStore::open)
                        .findFirst());
    }

    private static Open open(Row row) {
        @Nullable OffsetDateTime until = row.getOffsetDateTime("reminded_until");
        return new Open(
                PlannedStream.of(row), row.getString("planned_times"), until == null ? null : until.toInstant());
    }

    Uni<Void> worked(SqlConnection tx, PlannedStream planned, Instant until, @Nullable Instant remindAt) {
        UUID id = planned.scheduleId();
        return tx.preparedQuery("""
            update schedules set planned_version = $2, planned_times = $3, reminded_until = $4, remind_at = $5
            where schedule_id = $1
            """)
                .execute(Tuple.of(id, planned.version(), planned.times(), utc(until), utc(remindAt)))
                .replaceWithVoid();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
