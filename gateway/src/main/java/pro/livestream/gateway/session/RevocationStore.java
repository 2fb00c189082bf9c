package pro.livestream.gateway.session;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import pro.livestream.contracts.event.IdentityRevoked;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.outbox.Outbox;

/** What was revoked lately, over all tenants: as an event for the services and as a row for when Kafka is away. */
@ApplicationScoped
class RevocationStore {
    private final Pool pool;
    private final Outbox outbox;

    RevocationStore(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    Uni<Void> add(SqlConnection tx, IdentityRevoked revoked) {
        return tx.preparedQuery("""
            insert into service.revocation (revocation_id, tenant, user_id, session_id, issued_before, created_at)
            values ($1, $2, $3, $4, $5, clock_timestamp())
            """)
                .execute(Tuple.of(
                        Ids.next(),
                        revoked.tenant(),
                        revoked.userId(),
                        revoked.sessionId(),
                        revoked.issuedBefore().atOffset(ZoneOffset.UTC)))
                .chain(() -> outbox.append(tx, revoked));
    }

    Uni<List<IdentityRevoked>> since(Instant time) {
        return pool.preparedQuery("select * from service.revocation where created_at > $1")
                .execute(Tuple.of(time.atOffset(ZoneOffset.UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(RevocationStore::revoked)
                        .toList());
    }

    Uni<Void> deleteBefore(Instant time) {
        return pool.preparedQuery("delete from service.revocation where created_at < $1")
                .execute(Tuple.of(time.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static IdentityRevoked revoked(Row row) {
        return new IdentityRevoked(
                row.getString("tenant"),
                row.getUUID("user_id"),
                row.getUUID("session_id"),
                row.getOffsetDateTime("issued_before").toInstant(),
                "stored");
    }
}
