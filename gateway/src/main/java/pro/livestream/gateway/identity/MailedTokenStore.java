package pro.livestream.gateway.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import pro.livestream.gateway.session.Secrets;

/** Single-use tokens that reach a user by mail, as hashes. */
@ApplicationScoped
class MailedTokenStore {

    /** What a token is good for. */
    enum Purpose {
        RESET_PASSWORD("reset_password"),
        VERIFY_EMAIL("verify_email");

        private final String wireName;

        Purpose(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }

    /** Whose token it was, and the address that it was sent to. */
    record Used(UUID userId, String email) {}

    Uni<Void> insert(SqlConnection tx, String token, User user, Purpose purpose, Instant now, Instant expiresAt) {
        return tx.preparedQuery("""
            insert into mailed_tokens (token_hash, user_id, purpose, email, created_at, expires_at)
            values ($1, $2, $3, $4, $5, $6)
            """)
                .execute(Tuple.of(
                        Buffer.buffer(Secrets.hash(token)),
                        user.userId(),
                        purpose.wireName(),
                        user.email(),
                        now.atOffset(ZoneOffset.UTC),
                        expiresAt.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Optional<Used>> use(SqlConnection tx, String token, Purpose purpose, Instant now) {
        return tx.preparedQuery("""
            update mailed_tokens set used_at = $3
            where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3
            returning user_id, email
            """)
                .execute(Tuple.of(Buffer.buffer(Secrets.hash(token)), purpose.wireName(), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    var iterator = rows.iterator();
                    if (!iterator.hasNext()) {
                        return Optional.empty();
                    }
                    var row = iterator.next();
                    return Optional.of(new Used(row.getUUID("user_id"), row.getString("email")));
                });
    }

    /** A newer token, or a changed password or address, makes the older ones worthless. */
    Uni<Void> deleteOf(SqlConnection tx, UUID userId, Purpose purpose) {
        return tx.preparedQuery("delete from mailed_tokens where user_id = $1 and purpose = $2")
                .execute(Tuple.of(userId, purpose.wireName()))
                .replaceWithVoid();
    }
}
