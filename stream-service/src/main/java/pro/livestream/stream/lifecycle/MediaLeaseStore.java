package pro.livestream.stream.lifecycle;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.id.Ids;
import pro.livestream.stream.media.IngestCheckpoint;
import pro.livestream.stream.media.IngestDesk;
import pro.livestream.stream.media.IngestGrant;
import pro.livestream.stream.media.MediaState;

/** The table {@code media_leases}: one node at a time takes a stream's signal. */
@ApplicationScoped
class MediaLeaseStore {

    /** A lease that was taken, and where the one before stopped. */
    record Lease(long epoch, int run, long mediaSequence, long discontinuitySequence, boolean takenOver) {}

    /** A successor leaves room for what its predecessor may have shown after its last word. */
    private static final int SEQUENCE_MARGIN = 100;

    /** Another process of the same instance is another owner, and the successor of what has the same name. */
    private final String owner;

    private final String predecessors;

    MediaLeaseStore(ServiceConfig config) {
        this.predecessors = config.instance() + "/";
        this.owner = predecessors + Ids.next();
    }

    /**
     * Empty while another node holds it, unless that heard nothing of the signal since {@code silentSince}; a process that had this
     * one's name is dead, so that its lease need not run out.
     */
    Uni<Optional<Lease>> take(SqlConnection tx, UUID streamId, Instant now, Instant until, Instant silentSince) {
        return tx.preparedQuery("""
                        insert into media_leases as l (stream_id, owner, epoch, lease_until, media_at)
                        values ($1, $2, 1, $4, $3)
                        on conflict (stream_id) do update set
                            media_sequence = case when l.owner = $2 then l.media_sequence else l.media_sequence + %1$d end,
                            discontinuity_sequence = case when l.owner = $2 then l.discontinuity_sequence
                                else l.discontinuity_sequence + %1$d end,
                            run = case when l.owner = $2 then l.run else l.run + 1 end,
                            epoch = case when l.owner = $2 then l.epoch else l.epoch + 1 end,
                            owner = $2, lease_until = $4, media_at = $3, finish = null
                        where l.owner = $2 or l.lease_until < $3 or l.media_at < $6 or starts_with(l.owner, $5)
                        returning epoch, run, media_sequence, discontinuity_sequence
                        """.formatted(SEQUENCE_MARGIN))
                .execute(StreamStore.tuple(streamId, owner, now, until, predecessors, silentSince))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(lease(rows.iterator().next())));
    }

    private static Lease lease(Row row) {
        return new Lease(
                row.getLong("epoch"),
                row.getInteger("run"),
                row.getLong("media_sequence"),
                row.getLong("discontinuity_sequence"),
                row.getLong("epoch") > 1);
    }

    /** The streams among these whose lease is still ours, as they are stored. */
    Uni<Map<UUID, IngestDesk.Held>> renew(SqlConnection tx, List<IngestCheckpoint> held, Instant until) {
        return tx.preparedQuery("""
                        update media_leases l set lease_until = $6, run = c.run, media_sequence = c.media_sequence,
                            discontinuity_sequence = c.discontinuity_sequence, media_at = coalesce(c.media_at, l.media_at)
                        from unnest($1::uuid[], $2::bigint[], $3::int[], $4::bigint[], $5::bigint[], $8::timestamptz[])
                            as c (stream_id, epoch, run, media_sequence, discontinuity_sequence, media_at), streams s
                        where l.stream_id = c.stream_id and l.epoch = c.epoch and l.owner = $7
                            and s.stream_id = l.stream_id
                        returning l.stream_id, s.media, s.status, s.visibility
                        """)
                .execute(StreamStore.tuple(
                        held.stream().map(c -> c.grant().streamId()).toArray(UUID[]::new),
                        held.stream().map(c -> c.grant().epoch()).toArray(Long[]::new),
                        held.stream().map(IngestCheckpoint::run).toArray(Integer[]::new),
                        held.stream().map(IngestCheckpoint::mediaSequence).toArray(Long[]::new),
                        held.stream()
                                .map(IngestCheckpoint::discontinuitySequence)
                                .toArray(Long[]::new),
                        until,
                        owner,
                        held.stream().map(MediaLeaseStore::mediaAt).toArray(OffsetDateTime[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.toMap(
                                row -> row.getUUID("stream_id"),
                                row -> new IngestDesk.Held(
                                        MediaState.named(row.getString("media")),
                                        StreamStatus.named(row.getString("status")) != StreamStatus.LIVE,
                                        "public".equals(row.getString("visibility"))))));
    }

    private static @Nullable OffsetDateTime mediaAt(IngestCheckpoint checkpoint) {
        Instant at = checkpoint.mediaAt();
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    Uni<Void> release(SqlConnection tx, UUID streamId, long epoch, Instant now) {
        return tx.preparedQuery(
                        "update media_leases set lease_until = $3 where stream_id = $1 and epoch = $2 and owner = $4")
                .execute(StreamStore.tuple(streamId, epoch, now, owner))
                .replaceWithVoid();
    }

    /** Asks the other node that holds it, unless its lease has run out or it is this one's predecessor. */
    Uni<IngestDesk.Finishing> askToFinish(SqlConnection tx, UUID streamId, Instant now) {
        return tx.preparedQuery("""
                        update media_leases set finish = coalesce(finish, 'asked')
                        where stream_id = $1 and owner <> $2 and lease_until > $3 and not starts_with(owner, $4)
                        returning finish
                        """)
                .execute(StreamStore.tuple(streamId, owner, now, predecessors))
                .map(rows -> rows.size() == 0
                        ? IngestDesk.Finishing.NOBODY
                        : "done".equals(rows.iterator().next().getString("finish"))
                                ? IngestDesk.Finishing.DONE
                                : IngestDesk.Finishing.UNDER_WAY);
    }

    Uni<Set<UUID>> wantedFinished(SqlConnection tx, List<IngestGrant> held, Instant until) {
        return tx.preparedQuery("""
                        update media_leases l set lease_until = $4
                        from unnest($1::uuid[], $2::bigint[]) as h (stream_id, epoch)
                        where l.stream_id = h.stream_id and l.epoch = h.epoch and l.owner = $3 and l.finish = 'asked'
                        returning l.stream_id
                        """)
                .execute(StreamStore.tuple(
                        held.stream().map(IngestGrant::streamId).toArray(UUID[]::new),
                        held.stream().map(IngestGrant::epoch).toArray(Long[]::new),
                        owner,
                        until))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("stream_id"))
                        .collect(Collectors.toSet()));
    }

    Uni<Void> finished(SqlConnection tx, UUID streamId, long epoch) {
        return tx.preparedQuery(
                        "update media_leases set finish = 'done' where stream_id = $1 and epoch = $2 and owner = $3")
                .execute(StreamStore.tuple(streamId, epoch, owner))
                .replaceWithVoid();
    }

    /** Live streams whose node has not been heard of since its lease ran out; what this one holds it knows better. */
    Uni<List<UUID>> orphans(SqlConnection tx, Instant now) {
        return tx.preparedQuery("""
                        select stream_id from streams join media_leases using (stream_id)
                        where status = 'live' and media = 'live' and lease_until < $1 and owner <> $2
                        """)
                .execute(StreamStore.tuple(now, owner))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("stream_id"))
                        .toList());
    }
}
