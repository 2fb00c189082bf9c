package pro.livestream.stream.schedule;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.stream.profile.Broadcaster;

/** The table {@code schedules}, always inside a tenant's transaction. */
@ApplicationScoped
class ScheduleStore {
    private static final String SELECT = """
            select s.*, b.username, b.display_name, b.avatar_url
            from schedules s left join broadcasters b using (user_id)
            """;

    Uni<Void> insert(SqlConnection tx, Schedule schedule) {
        return tx.preparedQuery("""
                        insert into schedules (schedule_id, user_id, title, description, category, visibility, starts_at,
                            duration_min, recurrence, time_zone, status, next_at, due_at, stream_id, version, updated_at,
                            created_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                        """)
                .execute(values(schedule).addOffsetDateTime(utc(schedule.createdAt())))
                .replaceWithVoid();
    }

    Uni<Void> update(SqlConnection tx, Schedule schedule) {
        return tx.preparedQuery("""
                        update schedules set user_id = $2, title = $3, description = $4, category = $5, visibility = $6,
                            starts_at = $7, duration_min = $8, recurrence = $9, time_zone = $10, status = $11,
                            next_at = $12, due_at = $13, stream_id = $14, version = $15, updated_at = $16
                        where schedule_id = $1
                        """).execute(values(schedule)).replaceWithVoid();
    }

    private static Tuple values(Schedule schedule) {
        var terms = schedule.terms();
        return Tuple.tuple()
                .addUUID(schedule.scheduleId())
                .addUUID(schedule.userId())
                .addString(terms.title())
                .addString(terms.description())
                .addString(terms.category())
                .addString(terms.visibility())
                .addOffsetDateTime(utc(terms.startsAt()))
                .addInteger(terms.durationMin())
                .addString(terms.recurrence())
                .addString(terms.timeZone())
                .addString(schedule.status().wireName())
                .addOffsetDateTime(utc(schedule.nextAt()))
                .addOffsetDateTime(utc(schedule.dueAt()))
                .addUUID(schedule.streamId())
                .addLong(schedule.version())
                .addOffsetDateTime(utc(schedule.updatedAt()));
    }

    Uni<Optional<Schedule>> find(SqlConnection tx, UUID scheduleId) {
        return tx.preparedQuery(SELECT + " where s.schedule_id = $1")
                .execute(Tuple.of(scheduleId))
                .map(rows -> all(rows).stream().findFirst());
    }

    /** Locks the row: changes of a plan, its streams and their events come one after the other. */
    Uni<Optional<Schedule>> lock(SqlConnection tx, UUID scheduleId) {
        return tx.preparedQuery(SELECT + " where s.schedule_id = $1 for update of s")
                .execute(Tuple.of(scheduleId))
                .map(rows -> all(rows).stream().findFirst());
    }

    Uni<Long> countOpen(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("select count(*) as n from schedules where user_id = $1 and status = 'scheduled'")
                .execute(Tuple.of(userId))
                .map(rows -> rows.iterator().next().getLong("n"));
    }

    Uni<List<UUID>> open(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("select schedule_id from schedules where user_id = $1 and status = 'scheduled'")
                .execute(Tuple.of(userId))
                .map(ScheduleStore::ids);
    }

    Uni<Page<Schedule>> list(SqlConnection tx, ScheduleQuery query) {
        var after = query.page().after(2);
        var values = Tuple.tuple()
                .addString(query.status().wireName())
                .addUUID(query.userId())
                .addUUID(query.reader())
                .addInteger(query.page().limit() + 1);
        after.ifPresent(
                cursor -> values.addOffsetDateTime(utc(cursor.instant(0))).addUUID(cursor.uuid(1)));
        return tx.preparedQuery(SELECT
                        + """
                         where s.status = $1 and ($2::uuid is null or s.user_id = $2)
                            and (s.visibility = 'public' or s.user_id = $3) %s
                         order by coalesce(s.next_at, s.starts_at), s.schedule_id limit $4
                        """.formatted(
                                        after.isPresent()
                                                ? "and (coalesce(s.next_at, s.starts_at), s.schedule_id) > ($5, $6)"
                                                : ""))
                .execute(values)
                .map(rows -> Page.of(all(rows), query.page(), ScheduleStore::cursor));
    }

    private static Cursor cursor(Schedule schedule) {
        @Nullable Instant next = schedule.nextAt();
        return Cursor.of(next == null ? schedule.terms().startsAt() : next, schedule.scheduleId());
    }

    /** Plans whose next stream has begun, was missed, or is gone. */
    Uni<List<UUID>> toRoll(SqlConnection tx, Instant now, int countMax) {
        return tx.preparedQuery("""
                        select s.schedule_id from schedules s join streams t on t.stream_id = s.stream_id
                        where s.status = 'scheduled'
                            and (s.due_at <= $1 or t.status <> 'scheduled' or t.deleted_at is not null)
                        order by s.due_at limit $2
                        """).execute(Tuple.of(utc(now), countMax)).map(ScheduleStore::ids);
    }

    /** How it stands with the stream of a locked plan. */
    Uni<Next> next(SqlConnection tx, Schedule schedule) {
        return tx.preparedQuery("select status, deleted_at from streams where stream_id = $1")
                .execute(Tuple.of(schedule.streamId()))
                .map(rows -> {
                    var rowsIterator = rows.iterator();
                    if (!rowsIterator.hasNext()) {
                        return Next.GONE;
                    }
                    var row = rowsIterator.next();
                    return row.getOffsetDateTime("deleted_at") != null
                            ? Next.GONE
                            : row.getString("status").equals("scheduled") ? Next.WAITING : Next.BEGUN;
                });
    }

    /** The stream of the next occurrence: still to begin, begun (or ended since), or deleted. */
    enum Next {
        WAITING,
        BEGUN,
        GONE
    }

    private static List<UUID> ids(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getUUID("schedule_id"))
                .toList();
    }

    private static List<Schedule> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(ScheduleStore::schedule)
                .toList();
    }

    private static Schedule schedule(Row row) {
        @Nullable String username = row.getString("username");
        UUID userId = row.getUUID("user_id");
        return new Schedule(
                row.getUUID("schedule_id"),
                userId,
                new Broadcaster(
                        userId,
                        username == null ? "" : username,
                        row.getString("display_name"),
                        row.getString("avatar_url")),
                new Terms(
                        row.getString("title"),
                        row.getString("description"),
                        row.getString("category"),
                        row.getString("visibility"),
                        row.getOffsetDateTime("starts_at").toInstant(),
                        row.getInteger("duration_min"),
                        row.getString("recurrence"),
                        row.getString("time_zone")),
                ScheduleStatus.named(row.getString("status")),
                instant(row, "next_at"),
                instant(row, "due_at"),
                row.getUUID("stream_id"),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static @Nullable Instant instant(Row row, String column) {
        @Nullable OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
