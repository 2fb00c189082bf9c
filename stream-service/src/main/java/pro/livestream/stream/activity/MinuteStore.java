package pro.livestream.stream.activity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.activity.Acts.Minute;

/** The tables {@code stream_minutes} and {@code stream_tips}, always inside a tenant's transaction; rows in the order of their keys. */
@ApplicationScoped
public class MinuteStore {

    /** What viewers do. */
    enum Act {
        MESSAGE("messages"),
        REACTION("reactions");

        private final String column;

        Act(String column) {
            this.column = column;
        }
    }

    /** So many watched a stream for the time since it was counted before. */
    public record Watched(UUID streamId, int viewers, Duration since) {}

    /** What of a stream's signal was measured: its rate, and pictures lost since it was measured before. */
    public record Arrived(UUID streamId, int bitrateKbps, long droppedFrames) {}

    /** All that players have told of playback in a minute: how long, and how much of it the picture stood still. */
    public record Played(UUID streamId, Instant minute, long playedMs, long rebufferMs) {}

    /** Sums over some time; the rate is null where nothing was measured. */
    record Sums(
            Instant from,
            int viewersMax,
            long watchedMs,
            long messages,
            long reactions,
            @Nullable Integer ingestKbps,
            long droppedFrames,
            long playedMs,
            long rebufferMs) {}

    /** Tips of one currency, in its minor unit. */
    record Tips(Instant from, String currency, long count, long amount, long refunded) {}

    Uni<Void> acts(SqlConnection tx, Act act, Acts acts) {
        var counts = List.copyOf(acts.counts().entrySet());
        if (counts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery("""
                        insert into stream_minutes as m (stream_id, minute, %1$s)
                        select * from unnest($1::uuid[], $2::timestamptz[], $3::int[])
                        on conflict (stream_id, minute) do update set %1$s = m.%1$s + excluded.%1$s
                        """.formatted(act.column))
                .execute(Tuple.of(
                        array(counts, count -> count.getKey().streamId(), UUID[]::new),
                        array(counts, count -> utc(count.getKey().minute()), OffsetDateTime[]::new),
                        array(counts, Map.Entry::getValue, Integer[]::new)))
                .replaceWithVoid();
    }

    Uni<Void> tip(SqlConnection tx, Minute at, String currency, long amount) {
        return money(tx, at, currency, 1, amount, 0);
    }

    Uni<Void> refund(SqlConnection tx, Minute at, String currency, long amount) {
        return money(tx, at, currency, 0, 0, amount);
    }

    private static Uni<Void> money(SqlConnection tx, Minute at, String currency, int tips, long amount, long refunded) {
        return tx.preparedQuery("""
                        insert into stream_tips as t (stream_id, minute, currency, tips, amount, refunded)
                        values ($1, $2, $3, $4, $5, $6)
                        on conflict (stream_id, minute, currency) do update set tips = t.tips + excluded.tips,
                            amount = t.amount + excluded.amount, refunded = t.refunded + excluded.refunded
                        """)
                .execute(Tuple.of(at.streamId(), utc(at.minute()), currency, tips, amount, refunded))
                .replaceWithVoid();
    }

    /** As of this moment. */
    public Uni<Void> watched(SqlConnection tx, List<Watched> watched, Instant asOf) {
        if (watched.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ordered = ordered(watched, Watched::streamId);
        return tx.preparedQuery("""
                        insert into stream_minutes as m (stream_id, minute, viewers_max, watched_ms)
                        select stream_id, $4::timestamptz, viewers, watched_ms
                        from unnest($1::uuid[], $2::int[], $3::bigint[]) as w (stream_id, viewers, watched_ms)
                        on conflict (stream_id, minute) do update set
                            viewers_max = greatest(m.viewers_max, excluded.viewers_max),
                            watched_ms = m.watched_ms + excluded.watched_ms
                        """)
                .execute(Tuple.of(
                        array(ordered, Watched::streamId, UUID[]::new),
                        array(ordered, Watched::viewers, Integer[]::new),
                        array(ordered, one -> one.viewers() * one.since().toMillis(), Long[]::new),
                        minute(asOf)))
                .replaceWithVoid();
    }

    public Uni<Void> arrived(SqlConnection tx, List<Arrived> arrived, Instant asOf) {
        if (arrived.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ordered = ordered(arrived, Arrived::streamId);
        return tx.preparedQuery("""
                        insert into stream_minutes as m (stream_id, minute, kbps_sum, kbps_samples, dropped_frames)
                        select stream_id, $4::timestamptz, kbps, 1, dropped
                        from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as a (stream_id, kbps, dropped)
                        on conflict (stream_id, minute) do update set kbps_sum = m.kbps_sum + excluded.kbps_sum,
                            kbps_samples = m.kbps_samples + 1,
                            dropped_frames = m.dropped_frames + excluded.dropped_frames
                        """)
                .execute(Tuple.of(
                        array(ordered, Arrived::streamId, UUID[]::new),
                        array(ordered, one -> (long) one.bitrateKbps(), Long[]::new),
                        array(ordered, Arrived::droppedFrames, Long[]::new),
                        minute(asOf)))
                .replaceWithVoid();
    }

    /** Sums that were read more than once: a later reading replaces an earlier one, unless it has forgotten some of it. */
    public Uni<Void> played(SqlConnection tx, List<Played> played) {
        if (played.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ordered = played.stream()
                .sorted(Comparator.comparing(Played::streamId).thenComparing(Played::minute))
                .toList();
        return tx.preparedQuery("""
                        insert into stream_minutes as m (stream_id, minute, played_ms, rebuffer_ms)
                        select * from unnest($1::uuid[], $2::timestamptz[], $3::bigint[], $4::bigint[])
                        on conflict (stream_id, minute) do update set played_ms = excluded.played_ms,
                            rebuffer_ms = excluded.rebuffer_ms
                        where excluded.played_ms > m.played_ms
                        """)
                .execute(Tuple.of(
                        array(ordered, Played::streamId, UUID[]::new),
                        array(ordered, one -> utc(one.minute()), OffsetDateTime[]::new),
                        array(ordered, Played::playedMs, Long[]::new),
                        array(ordered, Played::rebufferMs, Long[]::new)))
                .replaceWithVoid();
    }

    /** Sums over steps of so many seconds, in order; steps without anything are left out. */
    Uni<List<Sums>> sums(SqlConnection tx, UUID streamId, Instant from, Instant until, long stepS) {
        return tx.preparedQuery("""
                        select to_timestamp(floor(extract(epoch from minute) / $4::bigint) * $4::bigint) as "from",
                            max(viewers_max) as viewers_max, sum(watched_ms)::bigint as watched_ms,
                            sum(messages)::bigint as messages, sum(reactions)::bigint as reactions,
                            (sum(kbps_sum) / nullif(sum(kbps_samples), 0))::int as ingest_kbps,
                            sum(dropped_frames)::bigint as dropped_frames, sum(played_ms)::bigint as played_ms,
                            sum(rebuffer_ms)::bigint as rebuffer_ms
                        from stream_minutes where stream_id = $1 and minute >= $2 and minute < $3
                        group by 1 order by 1
                        """)
                .execute(Tuple.of(streamId, utc(from), utc(until), stepS))
                .map(rows -> list(rows, MinuteStore::sums));
    }

    private static Sums sums(Row row) {
        return new Sums(
                row.getOffsetDateTime("from").toInstant(),
                row.getInteger("viewers_max"),
                row.getLong("watched_ms"),
                row.getLong("messages"),
                row.getLong("reactions"),
                row.getInteger("ingest_kbps"),
                row.getLong("dropped_frames"),
                row.getLong("played_ms"),
                row.getLong("rebuffer_ms"));
    }

    /** The same of tips, by currency within each step. */
    Uni<List<Tips>> tips(SqlConnection tx, UUID streamId, Instant from, Instant until, long stepS) {
        return tx.preparedQuery("""
                        select to_timestamp(floor(extract(epoch from minute) / $4::bigint) * $4::bigint) as "from", currency,
                            sum(tips)::bigint as tips, sum(amount)::bigint as amount, sum(refunded)::bigint as refunded
                        from stream_tips where stream_id = $1 and minute >= $2 and minute < $3
                        group by 1, 2 order by 1, 2
                        """)
                .execute(Tuple.of(streamId, utc(from), utc(until), stepS))
                .map(rows -> list(
                        rows,
                        row -> new Tips(
                                row.getOffsetDateTime("from").toInstant(),
                                row.getString("currency"),
                                row.getLong("tips"),
                                row.getLong("amount"),
                                row.getLong("refunded"))));
    }

    private static <T> List<T> list(Iterable<Row> rows, Function<Row, T> read) {
        return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
    }

    private static <T> List<T> ordered(List<T> some, Function<T, UUID> id) {
        return some.stream().sorted(Comparator.comparing(id)).toList();
    }

    private static <T, V> V[] array(List<T> some, Function<T, V> value, IntFunction<V[]> empty) {
        return some.stream().map(value).toArray(empty);
    }

    private static OffsetDateTime minute(Instant at) {
        return utc(at.truncatedTo(ChronoUnit.MINUTES));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
