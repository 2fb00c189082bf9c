package pro.livestream.gateway.session;

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

/** Sessions and refresh tokens in the tenant's schema; every call works inside the caller's transaction. */
@ApplicationScoped
class SessionStore {
    private static final String LIVE_SESSION = """
        select s.session_id, s.expires_at, u.user_id, u.username, u.roles
        from sessions s join users u using (user_id)
        where s.ended_at is null and s.expires_at > $2
          and (u.banned_at is null or u.banned_until <= $2) and
        """;

    Uni<Void> insert(SqlConnection tx, Session session, String cookie, Instant now) {
        return tx.preparedQuery(
                        "insert into sessions (session_id, user_id, cookie_hash, created_at, expires_at) values ($1,"
                                + " $2, $3, $4, $5)")
                .execute(Tuple.of(
                        session.sessionId(),
                        session.userId(),
                        Buffer.buffer(Secrets.hash(cookie)),
                        now.atOffset(ZoneOffset.UTC),
                        session.expiresAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> insertRefreshToken(SqlConnection tx, UUID sessionId, String token, Instant now) {
        return tx.preparedQuery("insert into refresh_tokens (token_hash, session_id, created_at) values ($1, $2, $3)")
                .execute(Tuple.of(Buffer.buffer(Secrets.hash(token)), sessionId, now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Optional<Session>> byCookie(SqlConnection tx, String cookie, Instant now) {
        return tx.preparedQuery(LIVE_SESSION + " s.cookie_hash = $1")
                .execute(Tuple.of(Buffer.buffer(Secrets.hash(cookie)), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> first(rows).map(SessionStore::session));
    }

    Uni<Optional<Session>> byId(SqlConnection tx, UUID sessionId, Instant now) {
        return tx.preparedQuery(LIVE_SESSION + " s.session_id = $1")
                .execute(Tuple.of(sessionId, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> first(rows).map(SessionStore::session));
    }

    /** The session of a token that was not used yet, and is now. */
    Uni<Optional<UUID>> useRefreshToken(SqlConnection tx, String token, Instant now) {
        return tx.preparedQuery(
                        "update refresh_tokens set used_at = $2 where token_hash = $1 and used_at is null returning"
                                + " session_id")
                .execute(Tuple.of(Buffer.buffer(Secrets.hash(token)), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> first(rows).map(row -> row.getUUID("session_id")));
    }

    /** The session and user of a token, used or not. */
    Uni<Optional<Owner>> ownerOf(SqlConnection tx, String token) {
        return tx.preparedQuery("select session_id, user_id from refresh_tokens join sessions using (session_id) where"
                        + " token_hash = $1")
                .execute(Tuple.of(Buffer.buffer(Secrets.hash(token))))
                .map(rows -> first(rows).map(row -> new Owner(row.getUUID("session_id"), row.getUUID("user_id"))));
    }

    Uni<Void> renew(SqlConnection tx, UUID sessionId, String cookie, Instant expiresAt) {
        return tx.preparedQuery("update sessions set cookie_hash = $2, expires_at = $3 where session_id = $1")
                .execute(Tuple.of(sessionId, Buffer.buffer(Secrets.hash(cookie)), expiresAt.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Completes with the user's id when the session was still open. */
    Uni<Optional<UUID>> end(SqlConnection tx, UUID sessionId, String reason, Instant now) {
        return tx.preparedQuery("""
            update sessions set ended_at = $3, end_reason = $2
            where session_id = $1 and ended_at is null returning user_id
            """)
                .execute(Tuple.of(sessionId, reason, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> first(rows).map(row -> row.getUUID("user_id")));
    }

    Uni<List<UUID>> endAll(SqlConnection tx, UUID userId, String reason, Instant now) {
        return tx.preparedQuery("""
            update sessions set ended_at = $3, end_reason = $2
            where user_id = $1 and ended_at is null and expires_at > $3 returning session_id
            """)
                .execute(Tuple.of(userId, reason, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("session_id"))
                        .toList());
    }

    Uni<Void> deleteExpired(SqlConnection tx, Instant before) {
        return tx.preparedQuery("delete from sessions where expires_at < $1 or ended_at < $1")
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Whose session it is. */
    record Owner(UUID sessionId, UUID userId) {}

    private static Session session(Row row) {
        return new Session(
                row.getUUID("session_id"),
                row.getUUID("user_id"),
                row.getString("username"),
                Set.of(row.getArrayOfStrings("roles")),
                row.getOffsetDateTime("expires_at").toInstant());
    }

    private static Optional<Row> first(Iterable<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }
}
