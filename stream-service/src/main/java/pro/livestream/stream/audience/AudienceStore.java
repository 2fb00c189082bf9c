package pro.livestream.stream.audience;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.seat.ViewingRecord;
import pro.livestream.stream.seat.ViewingRecordStore;

/** Reads what viewers watched; a reservation that nobody used is no viewing. */
@ApplicationScoped
class AudienceStore {

    private static final String LENGTH =
            "coalesce(duration_s, greatest(0, floor(extract(epoch from ($1 - joined_at)))))";

    /** Newest first. */
    Uni<List<ViewingRecord>> history(SqlConnection tx, String userId, Optional<UUID> before, int limit) {
        return tx.preparedQuery("""
                        select * from viewing_records
                        where user_id = $1 and role = 'viewer' and joined_at is not null
                            and ($2::uuid is null or record_id < $2)
                        order by record_id desc limit $3
                        """)
                .execute(Tuple.tuple()
                        .addString(userId)
                        .addUUID(before.orElse(null))
                        .addInteger(limit))
                .map(ViewingRecordStore::records);
    }

    Uni<AudienceViews.DurationView> duration(SqlConnection tx, String userId, @Nullable String stageArn, Instant now) {
        return tx.preparedQuery("""
                        select coalesce(sum(%s), 0)::bigint as watched, count(*) as sessions,
                            coalesce(bool_or(left_at is null), false) as watching
                        from viewing_records where user_id = $2 and role = 'viewer' and joined_at is not null
                            and ($3::text is null or stage_arn = $3)
                        """.formatted(LENGTH))
                .execute(Tuple.tuple()
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                        .addString(userId)
                        .addString(stageArn))
                .map(rows -> rows.iterator().next())
                .map(row -> new AudienceViews.DurationView(
                        userId, stageArn, row.getLong("watched"), row.getLong("sessions"), row.getBoolean("watching")));
    }

    Uni<List<ViewingRecord>> openOn(SqlConnection tx, String stageArn) {
        return tx.preparedQuery("""
                        select * from viewing_records where stage_arn = $1 and role = 'viewer' and left_at is null
                        """).execute(Tuple.of(stageArn)).map(ViewingRecordStore::records);
    }

    /** The days that had viewers, oldest first. */
    Uni<List<AudienceViews.DayView>> byDay(SqlConnection tx, String stageArn, Instant since, Instant now) {
        return tx.preparedQuery("""
                        with stays as (
                            select (joined_at at time zone 'UTC')::date as day, count(*) as views,
                                count(distinct user_id) as viewers, sum(%s)::bigint as watched
                            from viewing_records
                            where stage_arn = $2 and role = 'viewer' and joined_at >= $3 group by 1
                        ), peaks as (
                            select (taken_at at time zone 'UTC')::date as day, max(viewer_count) as peak
                            from stage_snapshots where stage_arn = $2 and taken_at >= $3 group by 1
                        )
                        select day, coalesce(views, 0) as views, coalesce(viewers, 0) as viewers,
                            coalesce(watched, 0) as watched, coalesce(peak, 0) as peak
                        from stays full join peaks using (day) order by day
                        """.formatted(LENGTH))
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), stageArn, since.atOffset(ZoneOffset.UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new AudienceViews.DayView(
                                row.getLocalDate("day"),
                                row.getLong("views"),
                                row.getLong("viewers"),
                                row.getLong("watched"),
                                row.getInteger("peak")))
                        .toList());
    }

    Uni<Long> uniqueViewers(SqlConnection tx, String stageArn, Instant since) {
        return tx.preparedQuery("""
                        select count(distinct user_id) as viewers from viewing_records
                        where stage_arn = $1 and role = 'viewer' and joined_at >= $2
                        """)
                .execute(Tuple.of(stageArn, since.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getLong("viewers"));
    }
}
