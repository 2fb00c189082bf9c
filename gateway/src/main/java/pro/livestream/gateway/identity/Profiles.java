package pro.livestream.gateway.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.IdentityRevoked;
import pro.livestream.contracts.event.UserProfileChanged;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.gateway.identity.Accounts.LoggedIn;
import pro.livestream.gateway.session.Sessions;
import pro.livestream.platform.outbox.Outbox;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Changes of an account: by its owner, and by admins. */
@ApplicationScoped
class Profiles {
    private final TenantDatabase database;
    private final UserStore users;
    private final PasswordHashBlockingAdapter hashes;
    private final Sessions sessions;
    private final Accounts accounts;
    private final MailedTokens mailedTokens;
    private final Outbox outbox;

    /** What a user may change; null leaves a field as it is. */
    record Change(
            @Nullable String username,
            @Nullable String email,
            @Nullable String displayName,
            @Nullable String bio,
            @Nullable String avatarUrl,
            @Nullable String locale,
            @Nullable String password) {}

    /** The account after a change; a new login when the change ended all sessions. */
    record Changed(User user, Optional<LoggedIn> login, List<IdentityRevoked> revoked) {}

    Profiles(
            TenantDatabase database,
            UserStore users,
            PasswordHashBlockingAdapter hashes,
            Sessions sessions,
            Accounts accounts,
            MailedTokens mailedTokens,
            Outbox outbox) {
        this.database = database;
        this.users = users;
        this.hashes = hashes;
        this.sessions = sessions;
        this.accounts = accounts;
        this.mailedTokens = mailedTokens;
        this.outbox = outbox;
    }

    Uni<User> byId(Tenant tenant, UUID userId) {
        return database.inTransaction(tenant, tx -> users.byId(tx, userId)).map(Profiles::known);
    }

    Uni<Changed> change(Tenant tenant, UUID userId, Change change, String baseUrl) {
        var hash = change.password() == null
                ? Uni.createFrom().item(Optional.<String>empty())
                : hashes.hash(change.password()).map(Optional::of);
        return hash.chain(newHash -> database.inTransaction(
                        tenant,
                        tx -> users.lockById(tx, userId).map(Profiles::known).chain(old -> {
                            var user = changed(old, change, newHash);
                            var addressChanged = !user.email().equals(old.email());
                            return users.update(tx, user)
                                    .chain(() -> outbox.append(tx, Accounts.profile(tenant, user)))
                                    .chain(() -> addressChanged
                                            ? mailedTokens.sendVerification(tx, tenant, user, baseUrl)
                                            : Uni.createFrom().voidItem())
                                    .chain(() -> newHash.isPresent()
                                            ? startAnew(tx, tenant, user)
                                            : Uni.createFrom().item(new Changed(user, Optional.empty(), List.of())));
                        })))
                .invoke(changed -> sessions.ended(changed.revoked()));
    }

    /** Fails unless the password is the account's. */
    Uni<Void> requirePassword(Tenant tenant, UUID userId, String password) {
        return byId(tenant, userId)
                .chain(user -> hashes.matches(password, user.passwordHash()))
                .invoke(good -> {
                    if (!good) {
                        throw new GatewayError.WrongPassword().failure();
                    }
                })
                .replaceWithVoid();
    }

    /** Erases the account; the tombstone makes every service erase what it holds. */
    Uni<Void> erase(Tenant tenant, UUID userId) {
        return database.inTransaction(
                        tenant,
                        tx -> users.lockById(tx, userId)
                                .map(Profiles::known)
                                .chain(user -> sessions.revokeUser(tx, tenant, userId, "account_erased")
                                        .call(() -> users.delete(tx, userId))
                                        .call(() -> outbox.append(tx, tombstone(tenant, user)))))
                .invoke(sessions::ended)
                .replaceWithVoid();
    }

    Uni<User> ban(Tenant tenant, UUID userId, @Nullable String reason, @Nullable Instant until) {
        return database.inTransaction(
                        tenant,
                        tx -> users.lockById(tx, userId).map(Profiles::known).chain(user -> {
                            var banned = user.withBan(new User.Ban(now(), until, reason), now());
                            return users.update(tx, banned)
                                    .chain(() -> outbox.append(tx, Accounts.profile(tenant, banned)))
                                    .chain(() -> sessions.revokeUser(tx, tenant, userId, "banned"))
                                    .map(revoked -> new Changed(banned, Optional.empty(), revoked));
                        }))
                .invoke(changed -> sessions.ended(changed.revoked()))
                .map(Changed::user);
    }

    Uni<User> unban(Tenant tenant, UUID userId) {
        return alter(tenant, userId, user -> user.withBan(null, now()));
    }

    /** Who loses a role also loses the tokens that name it. */
    Uni<User> setRoles(Tenant tenant, UUID userId, Set<String> roles) {
        return database.inTransaction(
                        tenant,
                        tx -> users.lockById(tx, userId).map(Profiles::known).chain(old -> {
                            var user = old.withRoles(roles, now());
                            var ended = roles.containsAll(old.roles())
                                    ? Uni.createFrom().item(List.<IdentityRevoked>of())
                                    : sessions.endAll(tx, tenant, userId, "roles_changed");
                            return users.update(tx, user)
                                    .chain(() -> ended)
                                    .map(revoked -> new Changed(user, Optional.empty(), revoked));
                        }))
                .invoke(changed -> sessions.ended(changed.revoked()))
                .map(Changed::user);
    }

    private Uni<User> alter(Tenant tenant, UUID userId, java.util.function.UnaryOperator<User> change) {
        return database.inTransaction(
                tenant,
                tx -> users.lockById(tx, userId).map(Profiles::known).chain(old -> {
                    var user = change.apply(old);
                    return users.update(tx, user)
                            .chain(() -> outbox.append(tx, Accounts.profile(tenant, user)))
                            .replaceWith(user);
                }));
    }

    private Uni<Changed> startAnew(SqlConnection tx, Tenant tenant, User user) {
        return sessions.endAll(tx, tenant, user.userId(), "password_changed")
                .chain(revoked ->
                        accounts.session(tx, user).map(login -> new Changed(user, Optional.of(login), revoked)));
    }

    private static User changed(User old, Change change, Optional<String> newHash) {
        var email = or(change.email(), old.email());
        return new User(
                old.userId(),
                or(change.username(), old.username()),
                email,
                newHash.orElse(old.passwordHash()),
                change.displayName() == null ? old.displayName() : change.displayName(),
                change.bio() == null ? old.bio() : change.bio(),
                change.avatarUrl() == null ? old.avatarUrl() : change.avatarUrl(),
                change.locale() == null ? old.locale() : change.locale(),
                old.roles(),
                email.equals(old.email()) ? old.emailVerifiedAt() : null,
                old.ban(),
                old.version() + 1,
                old.createdAt(),
                now());
    }

    private static UserProfileChanged tombstone(Tenant tenant, User user) {
        return new UserProfileChanged(
                tenant.name(),
                user.userId(),
                user.username(),
                null,
                null,
                null,
                null,
                false,
                true,
                now(),
                user.version() + 1);
    }

    private static User known(Optional<User> found) {
        return found.orElseThrow(() -> new GatewayError.UnknownUser().failure());
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
