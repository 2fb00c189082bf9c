package pro.livestream.gateway.token;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** The signing keys in PostgreSQL: shared by all gateways, older than any start. */
@ApplicationScoped
class SigningKeyStore {
    private static final long LOCK = 7_203_411_945L;

    private final Pool pool;

    SigningKeyStore(Pool pool) {
        this.pool = pool;
    }

    Uni<List<SigningKey>> all() {
        return pool.query("select * from service.signing_key order by signs_from")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(SigningKeyStore::key)
                        .toList());
    }

    /** Adds a key unless one was added since {@code unlessAfter}; one gateway at a time. */
    Uni<Boolean> add(String kid, KeyPair pair, Instant createdAt, Instant signsFrom, Instant unlessAfter) {
        return pool.withTransaction(tx -> lock(tx).chain(() -> tx.preparedQuery("""
            insert into service.signing_key (kid, private_key, public_key, created_at, signs_from)
            select $1, $2, $3, $4, $5
            where not exists (select from service.signing_key where signs_from > $6)
            """)
                        .execute(Tuple.of(
                                kid,
                                Buffer.buffer(pair.getPrivate().getEncoded()),
                                Buffer.buffer(pair.getPublic().getEncoded()),
                                utc(createdAt),
                                utc(signsFrom),
                                utc(unlessAfter))))
                .map(done -> done.rowCount() == 1));
    }

    /** Lets keys go that a newer one replaced so long ago that no token of theirs can still be valid. */
    Uni<Void> dropReplaced(Instant replacedBefore) {
        return pool.preparedQuery("""
            delete from service.signing_key k
            where exists (select from service.signing_key n where n.signs_from > k.signs_from and n.signs_from < $1)
            """).execute(Tuple.of(utc(replacedBefore))).replaceWithVoid();
    }

    private static Uni<Void> lock(SqlConnection tx) {
        return tx.preparedQuery("select pg_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .replaceWithVoid();
    }

    private static SigningKey key(Row row) {
        try {
            var factory = KeyFactory.getInstance("RSA");
            return new SigningKey(
                    row.getString("kid"),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(bytes(row, "private_key"))),
                    factory.generatePublic(new X509EncodedKeySpec(bytes(row, "public_key"))),
                    row.getOffsetDateTime("signs_from").toInstant());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The signing key " + row.getString("kid") + " cannot be read", e);
        }
    }

    private static byte[] bytes(Row row, String column) {
        return row.getBuffer(column).getBytes();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
