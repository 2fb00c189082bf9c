package pro.livestream.chat.reaction;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import pro.livestream.contracts.event.ReactionSent;
import pro.livestream.platform.outbox.Outbox;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Reactions in PostgreSQL, each with its event beside it. */
@Singleton
class ReactionStore {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TenantDatabase database;
    private final Outbox outbox;

    /** How often a stamp was used from a moment on. */
    record Bucket(Instant at, int stampId, long count) {}

    ReactionStore(TenantDatabase database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    Uni<Void> write(Tenant tenant, List<ReactionSent> reactions) {
        var rows = Tuple.newInstance(io.vertx.sqlclient.Tuple.tuple()
                .addArrayOfUUID(reactions.stream().map(ReactionSent::reactionId).toArray(UUID[]::new))
                .addArrayOfUUID(reactions.stream().map(ReactionSent::streamId).toArray(UUID[]::new))
                .addArrayOfUUID(reactions.stream().map(ReactionSent::userId).toArray(UUID[]::new))
                .addArrayOfInteger(reactions.stream().map(ReactionSent::stampId).toArray(Integer[]::new))
                .addArrayOfOffsetDateTime(reactions.stream()
                        .map(reaction -> OffsetDateTime.ofInstant(reaction.createdAt(), ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new)));
        return database.inTransaction(tenant, tx -> {
                    Uni<Void> all = tx.preparedQuery("insert into streaming_streamreaction"
                                    + " (id, stream_id, user_id, stamp_id, created_at)"
                                    + " select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[],"
                                    + " $5::timestamptz[]) on conflict do nothing")
                            .execute(rows)
                            .replaceWithVoid();
                    for (var reaction : reactions) {
                        all = all.chain(() -> outbox.append(tx, reaction));
                    }
                    return all;
                })
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    Uni<List<Bucket>> stats(Tenant tenant, UUID streamId, int bucketS) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery(
                                "select to_timestamp(floor(extract(epoch from"
                                        + " created_at) / $2::int) * $2::int) as bucket, stamp_id, count(*) as n"
                                        + " from streaming_streamreaction where stream_id = $1 group by 1, 2 order by 1, 2 limit 10000")
                        .execute(Tuple.of(streamId, bucketS))
                        .map(found -> {
                            var buckets = new ArrayList<Bucket>();
                            for (var row : found) {
                                buckets.add(new Bucket(
                                        row.getOffsetDateTime("bucket").toInstant(),
                                        row.getInteger("stamp_id"),
                                        row.getLong("n")));
                            }
                            return buckets;
                        }));
    }
}
