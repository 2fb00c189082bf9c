package pro.livestream.gateway.apikey;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.gateway.session.Secrets;

/** API keys in the tenant's schema, as hashes. */
@ApplicationScoped
class ApiKeyStore {

    Uni<Void> insert(SqlConnection tx, ApiKey key, String secret, @Nullable UUID createdBy) {
        return tx.preparedQuery("""
            insert into api_keys (api_key_id, name, key_hash, scopes, created_by, created_at)
            values ($1, $2, $3, $4, $5, $6)
            """)
                .execute(Tuple.tuple()
                        .addUUID(key.apiKeyId())
                        .addString(key.name())
                        .addValue(Buffer.buffer(Secrets.hash(secret)))
                        .addArrayOfString(key.scopes().toArray(String[]::new))
                        .addUUID(createdBy)
                        .addOffsetDateTime(key.createdAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Optional<ApiKey>> bySecret(SqlConnection tx, String secret) {
        return tx.preparedQuery("select * from api_keys where key_hash = $1 and revoked_at is null")
                .execute(Tuple.of(Buffer.buffer(Secrets.hash(secret))))
                .map(rows -> keys(rows).stream().findFirst());
    }

    /** Newest first: ids of version 7 sort by time. */
    Uni<List<ApiKey>> before(SqlConnection tx, @Nullable UUID id, int limit) {
        return tx.preparedQuery("""
            select * from api_keys where revoked_at is null and ($1::uuid is null or api_key_id < $1)
            order by api_key_id desc limit $2
            """).execute(Tuple.of(id, limit)).map(ApiKeyStore::keys);
    }

    Uni<Boolean> revoke(SqlConnection tx, UUID id, Instant now) {
        return tx.preparedQuery("update api_keys set revoked_at = $2 where api_key_id = $1 and revoked_at is null")
                .execute(Tuple.of(id, now.atOffset(ZoneOffset.UTC)))
                .map(done -> done.rowCount() == 1);
    }

    private static List<ApiKey> keys(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new ApiKey(
                        row.getUUID("api_key_id"),
                        row.getString("name"),
                        Set.of(row.getArrayOfStrings("scopes")),
                        row.getOffsetDateTime("created_at").toInstant()))
                .toList();
    }
}
