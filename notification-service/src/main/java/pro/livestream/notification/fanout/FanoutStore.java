package pro.livestream.notification.fanout;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.StreamStarted;
import pro.livestream.notification.inbox.Kind;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.id.Ids;

/** The tables of fan-outs and their parts: ranges of follower ids, each leased to one worker at a time. */
@ApplicationScoped
class FanoutStore {

    /** A leased range; {@code nextId} is the first follower not told yet, {@code endId} the first of the next part. */
    record Part(
            UUID fanoutId,
            long part,
            UUID nextId,
            @Nullable UUID endId,
            UUID broadcaster,
            Announcement announcement,
            String owner) {}

    /** False when this source is being told of already. */
    Uni<Boolean> open(SqlConnection tx, StreamStarted started, Instant now, int partSize) {
        return open(
                tx,
                Kind.STREAM_STARTED,
                started.streamId(),
                started.userId(),
                String.valueOf(EventSerde.writeText(started)),
                now,
                partSize);
    }

    Uni<Boolean> open(SqlConnection tx, Reminder reminder, Instant now, int partSize) {
        return open(
                tx, Kind.STREAM_REMINDER, reminder.source(), reminder.broadcasterId(), reminder.json(), now, partSize);
    }

    private static Uni<Boolean> open(
            SqlConnection tx, Kind kind, UUID source, UUID broadcaster, String facts, Instant now, int partSize) {
        var fanoutId = Ids.next();
        return tx.preparedQuery("""
            insert into fanouts (fanout_id, kind, source_id, broadcaster_id, facts, created_at)
            values ($1, $2, $3, $4, $5, $6) on conflict (kind, source_id) do nothing
            """)
                .execute(Tuple.of(fanoutId, kind.wireName(), source, broadcaster, new JsonObject(facts), utc(now)))
                .chain(result -> result.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : split(tx, fanoutId, broadcaster, partSize).replaceWith(true));
    }

    /** The first part starts below and the last ends above every id, so that late followers fall into one, too. */
    private static Uni<Void> split(SqlConnection tx, UUID fanoutId, UUID broadcaster, int partSize) {
        return tx.preparedQuery("""
            with numbered as (
                select follower_id, row_number() over (order by follower_id) - 1 as n
                from follows where following_id = $2),
            starts as (
                select n / $3::bigint as part,
                    case when n = 0 then '00000000-0000-0000-0000-000000000000'::uuid else follower_id end
                        as from_id
                from numbered where n % $3::bigint = 0)
            insert into fanout_parts (fanout_id, part, next_id, end_id)
            select $1::uuid, part, from_id, lead(from_id) over (order by part) from starts
            """)
                .execute(Tuple.of(fanoutId, broadcaster, (long) partSize))
                .replaceWithVoid();
    }

    Uni<Optional<Part>> lease(SqlConnection tx, String owner, Instant now, Duration lease) {
        return tx.preparedQuery("""
            with taken as (
                update fanout_parts set lease_owner = $1, lease_until = $2, attempts = attempts + 1
                where (fanout_id, part) = (
                    select fanout_id, part from fanout_parts
                    where not done and (lease_until is null or lease_until < $3)
                    order by fanout_id, part limit 1 for update skip locked)
                returning *)
            select t.*, f.broadcaster_id, f.kind, f.facts
            from taken t join fanouts f on f.fanout_id = t.fanout_id
            """)
                .execute(Tuple.of(owner, utc(now.plus(lease)), utc(now)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> part(row, owner))
                        .findFirst());
    }

    private static Part part(Row row, String owner) {
        return new Part(
                row.getUUID("fanout_id"),
                row.getLong("part"),
                row.getUUID("next_id"),
                row.getUUID("end_id"),
                row.getUUID("broadcaster_id"),
                announcement(
                        row.getString("kind"),
                        row.getJsonObject("facts").toBuffer().getBytes()),
                owner);
    }

    private static Announcement announcement(String kind, byte[] facts) {
        return switch (Kind.named(kind).orElseThrow()) {
            case STREAM_STARTED -> Announcements.of(EventSerde.read(facts, StreamStarted.class));
            case STREAM_REMINDER -> Announcements.of(Reminder.of(facts));
            case ARCHIVE_READY, TIP_RECEIVED, NEW_FOLLOWER, MENTION ->
                throw new IllegalStateException(kind + " concerns one user, not followers");
        };
    }

    /** Locks the part for the page's transaction; false when its lease went to somebody else. */
    Uni<Boolean> isStillMine(SqlConnection tx, Part part) {
        return tx.preparedQuery("""
            select 1 from fanout_parts
            where fanout_id = $1 and part = $2 and lease_owner = $3 and next_id = $4 and not done for update
            """)
                .execute(Tuple.of(part.fanoutId(), part.part(), part.owner(), part.nextId()))
                .map(rows -> rows.size() == 1);
    }

    /** The page is told: the part goes on at {@code nextId}, or is done when that is null. */
    Uni<Void> advance(SqlConnection tx, Part part, @Nullable UUID nextId, int told, Instant leaseUntil) {
        return tx.preparedQuery("""
            update fanout_parts set next_id = coalesce($3, next_id), done = $3 is null, told = told + $4,
                lease_until = $5
            where fanout_id = $1 and part = $2
            """)
                .execute(Tuple.of(part.fanoutId(), part.part(), nextId, told, utc(leaseUntil)))
                .replaceWithVoid();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
