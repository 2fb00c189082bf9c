package pro.livestream.gateway.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.gateway.error.GatewayError;

/** Accounts in the tenant's schema; every call works inside the caller's transaction. */
@ApplicationScoped
class UserStore {
    private static final String USERNAME_KEY = "users_username_key";
    private static final String EMAIL_KEY = "users_email_key";

    Uni<Void> insert(SqlConnection tx, User user) {
        return tx.preparedQuery("""
            insert into users (user_id, username, email, password_hash, display_name, locale, roles,
                email_verified_at, version, created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
            """)
                .execute(Tuple.tuple()
                        .addUUID(user.userId())
                        .addString(user.username())
                        .addString(user.email())
                        .addString(user.passwordHash())
                        .addString(user.displayName())
                        .addString(user.locale())
                        .addArrayOfString(user.roles().toArray(String[]::new))
                        .addOffsetDateTime(utc(user.emailVerifiedAt()))
                        .addLong(user.version())
                        .addOffsetDateTime(utc(user.createdAt())))
                .onFailure(PgException.class)
                .transform(UserStore::taken)
                .replaceWithVoid();
    }

    Uni<Void> update(SqlConnection tx, User user) {
        return tx.preparedQuery("""
            update users set username = $2, email = $3, password_hash = $4, display_name = $5, bio = $6,
                avatar_url = $7, locale = $8, roles = $9, email_verified_at = $10, banned_at = $11,
                banned_until = $12, ban_reason = $13, version = $14, updated_at = $15
            where user_id = $1
            """)
                .execute(Tuple.tuple()
                        .addUUID(user.userId())
                        .addString(user.username())
                        .addString(user.email())
                        .addString(user.passwordHash())
                        .addString(user.displayName())
                        .addString(user.bio())
                        .addString(user.avatarUrl())
                        .addString(user.locale())
                        .addArrayOfString(user.roles().toArray(String[]::new))
                        .addOffsetDateTime(utc(user.emailVerifiedAt()))
                        .addOffsetDateTime(
                                user.ban() == null ? null : utc(user.ban().since()))
                        .addOffsetDateTime(
                                user.ban() == null ? null : utc(user.ban().until()))
                        .addString(user.ban() == null ? null : user.ban().reason())
                        .addLong(user.version())
                        .addOffsetDateTime(utc(user.updatedAt())))
                .onFailure(PgException.class)
                .transform(UserStore::taken)
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("delete from users where user_id = $1")
                .execute(Tuple.of(userId))
                .replaceWithVoid();
    }

    Uni<Optional<User>> byId(SqlConnection tx, UUID userId) {
        return one(tx, "select * from users where user_id = $1", Tuple.of(userId));
    }

    /** Locks the row, so that changes of one user and their events keep one order. */
    Uni<Optional<User>> lockById(SqlConnection tx, UUID userId) {
        return one(tx, "select * from users where user_id = $1 for update", Tuple.of(userId));
    }

    Uni<Optional<User>> byUsername(SqlConnection tx, String username) {
        return one(tx, "select * from users where lower(username) = lower($1)", Tuple.of(username));
    }

    Uni<Optional<User>> byEmail(SqlConnection tx, String email) {
        return one(tx, "select * from users where lower(email) = lower($1)", Tuple.of(email));
    }

    private static Uni<Optional<User>> one(SqlConnection tx, String sql, Tuple values) {
        return tx.preparedQuery(sql).execute(values).map(rows -> {
            var iterator = rows.iterator();
            return iterator.hasNext() ? Optional.of(user(iterator.next())) : Optional.empty();
        });
    }

    private static User user(Row row) {
        var bannedAt = row.getOffsetDateTime("banned_at");
        return new User(
                row.getUUID("user_id"),
                row.getString("username"),
                row.getString("email"),
                row.getString("password_hash"),
                row.getString("display_name"),
                row.getString("bio"),
                row.getString("avatar_url"),
                row.getString("locale"),
                Set.of(row.getArrayOfStrings("roles")),
                instant(row.getOffsetDateTime("email_verified_at")),
                bannedAt == null
                        ? null
                        : new User.Ban(
                                bannedAt.toInstant(),
                                instant(row.getOffsetDateTime("banned_until")),
                                row.getString("ban_reason")),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static Throwable taken(Throwable failure) {
        return switch (((PgException) failure).getConstraint()) {
            case USERNAME_KEY -> new GatewayError.UsernameTaken().failure();
            case EMAIL_KEY -> new GatewayError.EmailTaken().failure();
            case null, default -> failure;
        };
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
