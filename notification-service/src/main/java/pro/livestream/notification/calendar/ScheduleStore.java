package pro.livestream.notification.calendar;

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
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.StreamScheduled;
import pro.livestream.platform.consumer.PersonalData;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** The table of planned streams: the latest that the topic said of each. */
@ApplicationScoped
class ScheduleStore implements PersonalData {
    private static final int SHOWN_MAX = 1_000;

    private final TenantDatabase database;

    ScheduleStore(TenantDatabase database) {
        this.database = database;
    }

    Uni<Void> put(SqlConnection tx, StreamScheduled planned) {
        return tx.preparedQuery("""
            insert into schedules as s (schedule_id, stream_id, user_id, title, description, visibility, state, starts_at,
                duration_min, recurrence, time_zone, next_at, updated_at, version)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            on conflict (schedule_id) do update set stream_id = excluded.stream_id, title = excluded.title,
                description = excluded.description, visibility = excluded.visibility, state = excluded.state,
                starts_at = excluded.starts_at, duration_min = excluded.duration_min, recurrence = excluded.recurrence,
                time_zone = excluded.time_zone, next_at = excluded.next_at, updated_at = excluded.updated_at,
                version = excluded.version
            where s.version < excluded.version
            """)
                .execute(Tuple.tuple()
                        .addUUID(planned.scheduleId())
                        .addUUID(planned.streamId())
                        .addUUID(planned.userId())
                        .addString(planned.title())
                        .addString(planned.description())
                        .addString(planned.visibility() == null ? "public" : planned.visibility())
                        .addString(planned.state())
                        .addOffsetDateTime(utc(planned.startsAt()))
                        .addInteger(planned.durationMin())
                        .addString(planned.recurrence())
                        .addString(planned.timeZone())
                        .addOffsetDateTime(utc(planned.nextAt()))
                        .addOffsetDateTime(utc(planned.updatedAt()))
                        .addLong(planned.version()))
                .replaceWithVoid();
    }

    /** What anybody may see of one broadcaster; what was over before {@code since} is left out. */
    Uni<List<PlannedStream>> publicOf(SqlConnection tx, UUID broadcaster, Instant since) {
        return tx.preparedQuery(select("s.user_id = $1 and s.visibility = 'public'"))
                .execute(Tuple.of(broadcaster, utc(since), SHOWN_MAX))
                .map(ScheduleStore::all);
    }

    /** What a follower may see of all whom the follower follows. */
    Uni<List<PlannedStream>> followedBy(SqlConnection tx, UUID follower, Instant since) {
        return tx.preparedQuery(select("""
            s.visibility in ('public', 'followers') and s.user_id in (
                select following_id from follows where follower_id = $1)
            """))
                .execute(Tuple.of(follower, utc(since), SHOWN_MAX))
                .map(ScheduleStore::all);
    }

    /** Cancelled ones stay for a while, so that calendars hear of it. */
    private static String select(String where) {
        return """
            select %s from schedules s join users u on u.user_id = s.user_id and not u.deleted
            where %s and (case when s.state = 'cancelled' then s.updated_at
                when s.next_at is null then greatest(s.starts_at, s.updated_at) else 'infinity' end) >= $2
            order by s.starts_at desc, s.schedule_id limit $3
            """.formatted(PlannedStream.COLUMNS, where);
    }

    Uni<Void> deleteOver(SqlConnection tx, Instant before) {
        return tx.preparedQuery("""
            delete from schedules where updated_at < $1
                and (state = 'cancelled' or next_at is null) and starts_at < $1
            """).execute(Tuple.of(utc(before))).replaceWithVoid();
    }

    private static List<PlannedStream> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(PlannedStream::of)
                .toList();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    @Override
    public Uni<Void> erase(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(
                tenant,
                tx -> tx.preparedQuery("delete from schedules where user_id = $1")
                        .execute(Tuple.of(userId))
                        .chain(() -> tx.preparedQuery("delete from calendar_feeds where user_id = $1")
                                .execute(Tuple.of(userId)))
                        .replaceWithVoid());
    }
}
