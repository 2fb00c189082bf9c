package pro.livestream.stream.seat;

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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.id.Ids;

/** The table {@code viewing_records}, always inside a tenant's transaction. */
@ApplicationScoped
public class ViewingRecordStore {

    private static final String CLOSE = """
            update viewing_records set joined_at = coalesce(joined_at, reserved_at),
                left_at = greatest($1, coalesce(joined_at, reserved_at)), reason = $2,
                duration_s = greatest(0, floor(extract(epoch from ($1 - coalesce(joined_at, reserved_at)))))
            where left_at is null and stage_arn = $3
            """;

    /** The open record of that user on that stage; a second token finds the first one's. */
    public Uni<ViewingRecord> open(
            SqlConnection tx, SeatRole role, String stageArn, String userId, @Nullable UUID streamId, Instant now) {
        return tx.preparedQuery("""
                        insert into viewing_records as r
                            (record_id, role, stage_arn, user_id, participant_id, stream_id, reserved_at)
                        values ($1, $2, $3, $4, $5, $6, $7)
                        on conflict (stage_arn, role, user_id) where left_at is null do update set
                            reserved_at = excluded.reserved_at, stream_id = coalesce(excluded.stream_id, r.stream_id)
                        returning *
                        """)
                .execute(Tuple.tuple()
                        .addUUID(Ids.next())
                        .addString(role.wireName())
                        .addString(stageArn)
                        .addString(userId)
                        .addString(Ids.next().toString())
                        .addUUID(streamId)
                        .addOffsetDateTime(utc(now)))
                .map(rows -> record(rows.iterator().next()));
    }

    /** The participant as the media server that has the stage calls it. */
    public Uni<Void> admitted(SqlConnection tx, UUID recordId, String participantId) {
        return tx.preparedQuery("update viewing_records set participant_id = $2 where record_id = $1")
                .execute(Tuple.of(recordId, participantId))
                .replaceWithVoid();
    }

    public Uni<List<ViewingRecord>> open(SqlConnection tx, String stageArn, String userId) {
        return tx.preparedQuery(
                        "select * from viewing_records where stage_arn = $1 and user_id = $2 and left_at is null")
                .execute(Tuple.of(stageArn, userId))
                .map(ViewingRecordStore::records);
    }

    /** All who have a seat, of every stage. */
    public Uni<List<ViewingRecord>> open(SqlConnection tx) {
        return tx.query("select * from viewing_records where left_at is null order by record_id")
                .execute()
                .map(ViewingRecordStore::records);
    }

    Uni<Void> joined(SqlConnection tx, SeatRole role, String stageArn, String userId, Instant now) {
        return tx.preparedQuery("""
                        update viewing_records set joined_at = $4
                        where stage_arn = $1 and role = $2 and user_id = $3 and left_at is null and joined_at is null
                        """)
                .execute(Tuple.of(stageArn, role.wireName(), userId, utc(now)))
                .replaceWithVoid();
    }

    /** Ends what the user has open on the stage: stays, which are kept with their length, then mere reservations, which are forgotten. */
    Uni<List<ViewingRecord>> left(SqlConnection tx, String stageArn, String userId, Instant now) {
        return tx.preparedQuery(CLOSE + " and user_id = $4 and joined_at is not null returning *")
                .execute(Tuple.of(utc(now), "left", stageArn, userId))
                .map(ViewingRecordStore::records)
                .chain(closed -> tx.preparedQuery("""
                                delete from viewing_records where stage_arn = $1 and user_id = $2 and left_at is null
                                returning *
                                """)
                        .execute(Tuple.of(stageArn, userId))
                        .map(ViewingRecordStore::records)
                        .map(dropped ->
                                Stream.concat(closed.stream(), dropped.stream()).toList()));
    }

    /** What is over now: stays, and reservations that nobody used; nothing where the record was renewed meanwhile. */
    Uni<List<ViewingRecord>> timedOut(SqlConnection tx, String stageArn, SeatSets.Over over) {
        var seen = over.lastBeat();
        if (seen.isEmpty()) {
            return tx.preparedQuery("""
                            delete from viewing_records where stage_arn = $1 and user_id = $2 and role = $3
                            and left_at is null and joined_at is null and reserved_at <= $4 returning *
                            """)
                    .execute(Tuple.of(stageArn, over.userId(), over.role().wireName(), utc(over.since())))
                    .map(ViewingRecordStore::records)
                    .chain(unused -> unused.isEmpty()
                            ? close(tx, stageArn, over, over.since(), " and joined_at is not null")
                            : Uni.createFrom().item(unused));
        }
        return close(tx, stageArn, over, seen.get(), "");
    }

    private static Uni<List<ViewingRecord>> close(
            SqlConnection tx, String stageArn, SeatSets.Over over, Instant leftAt, String condition) {
        return tx.preparedQuery(
                        CLOSE + " and user_id = $4 and role = $5 and reserved_at <= $6" + condition + " returning *")
                .execute(Tuple.tuple()
                        .addOffsetDateTime(utc(leftAt))
                        .addString("timeout")
                        .addString(stageArn)
                        .addString(over.userId())
                        .addString(over.role().wireName())
                        .addOffsetDateTime(utc(over.since())))
                .map(ViewingRecordStore::records);
    }

    /** Ends all that is open on a stage that goes away; gives the number of stays. */
    public Uni<Integer> stageDeleted(SqlConnection tx, String stageArn, Instant now) {
        return tx.preparedQuery(
                        "delete from viewing_records where stage_arn = $1 and left_at is null and joined_at is null")
                .execute(Tuple.of(stageArn))
                .chain(() -> tx.preparedQuery(CLOSE).execute(Tuple.of(utc(now), "stage_deleted", stageArn)))
                .map(done -> done.rowCount());
    }

    public Uni<Integer> countOpen(SqlConnection tx, String stageArn) {
        return tx.preparedQuery("""
                        select count(*)::int as n from viewing_records where stage_arn = $1 and left_at is null
                        """)
                .execute(Tuple.of(stageArn))
                .map(rows -> rows.iterator().next().getInteger("n"));
    }

    /** A reservation that could not be kept. */
    Uni<Void> drop(SqlConnection tx, UUID recordId) {
        return tx.preparedQuery("delete from viewing_records where record_id = $1 and joined_at is null")
                .execute(Tuple.of(recordId))
                .replaceWithVoid();
    }

    /** The stage that the user was last on, with or without a heartbeat. */
    public Uni<Optional<String>> lastStage(SqlConnection tx, String userId) {
        return tx.preparedQuery("""
                        select stage_arn from viewing_records where user_id = $1 and role = 'viewer'
                        order by left_at is null desc, record_id desc limit 1
                        """)
                .execute(Tuple.of(userId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("stage_arn"))
                        .findFirst());
    }

    /** The account is erased: what it watched stays, as somebody's. */
    public Uni<Void> anonymise(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("update viewing_records set user_id = 'deleted:' || record_id where user_id = $1")
                .execute(Tuple.of(userId.toString()))
                .replaceWithVoid();
    }

    public static List<ViewingRecord> records(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(ViewingRecordStore::record)
                .toList();
    }

    private static ViewingRecord record(Row row) {
        return new ViewingRecord(
                row.getUUID("record_id"),
                SeatRole.named(row.getString("role")),
                row.getString("stage_arn"),
                row.getString("user_id"),
                row.getString("participant_id"),
                row.getUUID("stream_id"),
                row.getOffsetDateTime("reserved_at").toInstant(),
                instant(row, "joined_at"),
                instant(row, "left_at"),
                row.getLong("duration_s"),
                row.getString("reason"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        @Nullable OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
