package pro.livestream.stream.viewer;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
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

/** The viewers' numbers that stand with each stream. */
@ApplicationScoped
class ViewerCountStore {

    /** A stream as far as counting goes. */
    record Watched(UUID streamId, boolean live, int viewerCount) {}

    /** A number that was put, with the peak that it led to, and the one before with its time. */
    record Put(
            UUID streamId,
            int viewerCount,
            int peakViewerCount,
            int before,
            @Nullable Instant beforeAsOf) {

        boolean changed() {
            return viewerCount != before;
        }
    }

    Uni<Optional<Watched>> find(SqlConnection tx, UUID streamId) {
        return tx.preparedQuery("""
                        select stream_id, status = 'live' as live, viewer_count from streams
                        where stream_id = $1 and deleted_at is null
                        """)
                .execute(Tuple.of(streamId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Watched(
                                row.getUUID("stream_id"), row.getBoolean("live"), row.getInteger("viewer_count")))
                        .findFirst());
    }

    Uni<List<UUID>> live(SqlConnection tx) {
        return tx.query("select stream_id from streams where status = 'live' order by stream_id")
                .execute()
                .map(ViewerCountStore::ids);
    }

    /** Live ones, and those that have ended since. */
    Uni<List<UUID>> liveSince(SqlConnection tx, Instant since) {
        return tx.preparedQuery("""
                        select stream_id from streams where status = 'live' or status = 'ended' and ended_at > $1
                        order by stream_id
                        """)
                .execute(Tuple.of(OffsetDateTime.ofInstant(since, ZoneOffset.UTC)))
                .map(ViewerCountStore::ids);
    }

    private static List<UUID> ids(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getUUID("stream_id"))
                .toList();
    }

    /** Rows are updated in the order of their ids, so that replicas cannot lock each other out. */
    Uni<List<Put>> put(SqlConnection tx, List<UUID> streams, List<ViewerSets.Counted> counts, Instant asOf) {
        var present = counts.stream().map(ViewerSets.Counted::present).toArray(Integer[]::new);
        var total = counts.stream().map(ViewerSets.Counted::total).toArray(Integer[]::new);
        return tx.preparedQuery("""
                        with counted as (
                            select * from unnest($1::uuid[], $2::int[], $3::int[]) as c (stream_id, present, total)
                        ), before as (
                            select s.stream_id, s.viewer_count, s.viewers_as_of from streams s join counted using (stream_id)
                            where s.status = 'live' order by s.stream_id for update of s
                        )
                        update streams s set viewer_count = c.present,
                            peak_viewer_count = greatest(s.peak_viewer_count, c.present),
                            total_viewers = greatest(s.total_viewers, c.total), viewers_as_of = $4
                        from counted c join before b using (stream_id) where s.stream_id = c.stream_id
                        returning s.stream_id, s.viewer_count, s.peak_viewer_count, b.viewer_count as was, b.viewers_as_of as was_as_of
                        """)
                .execute(Tuple.of(
                        streams.toArray(UUID[]::new), present, total, OffsetDateTime.ofInstant(asOf, ZoneOffset.UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ViewerCountStore::put)
                        .toList());
    }

    private static Put put(Row row) {
        @Nullable OffsetDateTime beforeAsOf = row.getOffsetDateTime("was_as_of");
        return new Put(
                row.getUUID("stream_id"),
                row.getInteger("viewer_count"),
                row.getInteger("peak_viewer_count"),
                row.getInteger("was"),
                beforeAsOf == null ? null : beforeAsOf.toInstant());
    }
}
