package pro.livestream.stream.key;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Every broadcaster's stream key, made when it is first asked for. */
@ApplicationScoped
public class StreamKeys {

    /** A key with its dates; never logged. */
    record Issued(String key, Instant createdAt, Instant rotatedAt) {}

    /** Whose key it is. */
    public record Holder(Tenant tenant, UUID userId) {}

    private final TenantDatabase database;
    private final StreamKeyCipher cipher;

    StreamKeys(TenantDatabase database, StreamKeyCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    public Uni<String> of(SqlConnection transaction, Tenant tenant, UUID userId) {
        return issued(transaction, tenant, userId).map(Issued::key);
    }

    public Uni<String> of(Tenant tenant, UUID userId) {
        return database.inTransaction(tenant, tx -> of(tx, tenant, userId));
    }

    Uni<Issued> issued(Tenant tenant, UUID userId) {
        return database.inTransaction(tenant, tx -> issued(tx, tenant, userId));
    }

    private Uni<Issued> issued(SqlConnection transaction, Tenant tenant, UUID userId) {
        return insert(transaction, tenant, userId, "do nothing")
                .chain(() -> transaction
                        .preparedQuery("select sealed_key, created_at, rotated_at from stream_keys where user_id = $1")
                        .execute(Tuple.of(userId)))
                .map(rows -> opened(rows.iterator().next()))
                .chain(found ->
                        found.isPresent() ? Uni.createFrom().item(found.get()) : rotate(transaction, tenant, userId));
    }

    Uni<Issued> rotate(Tenant tenant, UUID userId) {
        return database.inTransaction(tenant, tx -> rotate(tx, tenant, userId));
    }

    private Uni<Issued> rotate(SqlConnection transaction, Tenant tenant, UUID userId) {
        return insert(transaction, tenant, userId, """
                        do update set sealed_key = excluded.sealed_key, key_hash = excluded.key_hash,
                            rotated_at = excluded.rotated_at
                        """)
                .chain(() -> transaction
                        .preparedQuery("select sealed_key, created_at, rotated_at from stream_keys where user_id = $1")
                        .execute(Tuple.of(userId)))
                .map(rows -> opened(rows.iterator().next()).orElseThrow());
    }

    private Uni<RowSet<Row>> insert(SqlConnection transaction, Tenant tenant, UUID userId, String onConflict) {
        String key = StreamKey.fresh(tenant).text();
        var now = OffsetDateTime.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC);
        return transaction
                .preparedQuery("""
                        insert into stream_keys (user_id, sealed_key, key_hash, created_at, rotated_at)
                        values ($1, $2, $3, $4, $4) on conflict (user_id)
                        """ + " " + onConflict)
                .execute(Tuple.of(
                        userId, Buffer.buffer(cipher.seal(key)), Buffer.buffer(StreamKeyCipher.hash(key)), now));
    }

    private Optional<Issued> opened(Row row) {
        return cipher.open(row.getBuffer("sealed_key").getBytes())
                .map(key -> new Issued(
                        key,
                        row.getOffsetDateTime("created_at").toInstant(),
                        row.getOffsetDateTime("rotated_at").toInstant()));
    }

    /** Empty for a key that is none of ours, or not any longer. */
    public Uni<Optional<Holder>> holder(String text) {
        var key = StreamKey.parse(text);
        if (key.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Tenant tenant = key.get().tenant();
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select user_id from stream_keys where key_hash = $1")
                        .execute(Tuple.of(Buffer.buffer(StreamKeyCipher.hash(text))))
                        .map(rows -> rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(new Holder(
                                        tenant, rows.iterator().next().getUUID("user_id")))));
    }
}
