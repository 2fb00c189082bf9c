package pro.livestream.gateway.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Claims;
import pro.livestream.contracts.event.UserProfileChanged;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.gateway.session.SessionSecrets;
import pro.livestream.gateway.session.Sessions;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.outbox.Outbox;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Registration, login and everything else that starts a session. */
@ApplicationScoped
class Accounts {
    private final TenantDatabase database;
    private final UserStore users;
    private final PasswordHashBlockingAdapter hashes;
    private final Sessions sessions;
    private final MailedTokens mailedTokens;
    private final Outbox outbox;

    /** Who logged in, and what the client gets for it. */
    record LoggedIn(User user, SessionSecrets secrets) {}

    /** What a registration asks for. */
    record Registration(
            String username,
            String email,
            String password,
            @Nullable String displayName,
            @Nullable String locale) {}

    Accounts(
            TenantDatabase database,
            UserStore users,
            PasswordHashBlockingAdapter hashes,
            Sessions sessions,
            MailedTokens mailedTokens,
            Outbox outbox) {
        this.database = database;
        this.users = users;
        this.hashes = hashes;
        this.sessions = sessions;
        this.mailedTokens = mailedTokens;
        this.outbox = outbox;
    }

    Uni<LoggedIn> register(Tenant tenant, Registration registration, String baseUrl) {
        return hashes.hash(registration.password()).chain(hash -> {
            var user = newUser(registration, hash, Set.of(Claims.GROUP_USER), now());
            return database.inTransaction(
                    tenant,
                    tx -> users.insert(tx, user)
                            .chain(() -> outbox.append(tx, profile(tenant, user)))
                            .chain(() -> mailedTokens.sendVerification(tx, tenant, user, baseUrl))
                            .chain(() -> session(tx, user)));
        });
    }

    /** Fails the same way, and after the same time, for a wrong password and an unknown user. */
    Uni<LoggedIn> login(Tenant tenant, @Nullable String email, @Nullable String username, String password) {
        return database.inTransaction(tenant, tx -> find(tx, email, username)).chain(found -> {
            var checked = found.isPresent()
                    ? hashes.matches(password, found.get().passwordHash())
                    : hashes.matchesNobody(password);
            return checked.chain(good -> {
                if (!good || found.isEmpty()) {
                    return Uni.createFrom().failure(new GatewayError.InvalidCredentials().failure());
                }
                return found.get().isBanned(now())
                        ? Uni.createFrom().failure(new GatewayError.UserBanned().failure())
                        : database.inTransaction(tenant, tx -> session(tx, found.get()));
            });
        });
    }

    Uni<LoggedIn> refresh(Tenant tenant, String refreshToken) {
        return sessions.refresh(tenant, refreshToken).chain(renewed -> {
            if (renewed.isEmpty()) {
                return Uni.createFrom()
                        .failure(new GatewayError.NotAuthenticated("The refresh token is not valid").failure());
            }
            var secrets = renewed.get();
            return database.inTransaction(
                            tenant, tx -> users.byId(tx, secrets.session().userId()))
                    .map(user ->
                            new LoggedIn(user.orElseThrow(() -> new GatewayError.UnknownUser().failure()), secrets));
        });
    }

    /** Makes the platform's first admin; an account of that name that exists already gets the groups. */
    Uni<Void> ensureAdmin(String username, String email, String password) {
        var groups = Set.of(Claims.GROUP_USER, Claims.GROUP_ADMIN, Claims.GROUP_PLATFORM_ADMIN);
        var tenant = Tenant.DEFAULT;
        return database.inTransaction(tenant, tx -> users.byUsername(tx, username))
                .chain(found -> {
                    if (found.isPresent() && found.get().roles().containsAll(groups)) {
                        return Uni.createFrom().voidItem();
                    }
                    return found.isPresent()
                            ? database.inTransaction(
                                    tenant, tx -> users.update(tx, found.get().withRoles(groups, now())))
                            : insertAdmin(tenant, new Registration(username, email, password, null, null), groups);
                });
    }

    private Uni<Void> insertAdmin(Tenant tenant, Registration registration, Set<String> groups) {
        return hashes.hash(registration.password()).chain(hash -> {
            var user = newUser(registration, hash, groups, now());
            return database.inTransaction(
                    tenant, tx -> users.insert(tx, user).chain(() -> outbox.append(tx, profile(tenant, user))));
        });
    }

    Uni<LoggedIn> session(SqlConnection tx, User user) {
        return sessions.start(tx, user.userId(), user.username(), user.roles())
                .map(secrets -> new LoggedIn(user, secrets));
    }

    private Uni<Optional<User>> find(SqlConnection tx, @Nullable String email, @Nullable String username) {
        if (email != null) {
            return users.byEmail(tx, email);
        }
        return username == null ? Uni.createFrom().item(Optional.empty()) : users.byUsername(tx, username);
    }

    private static User newUser(Registration registration, String hash, Set<String> groups, Instant now) {
        UUID id = Ids.next();
        return new User(
                id,
                registration.username(),
                registration.email(),
                hash,
                registration.displayName(),
                null,
                null,
                registration.locale(),
                groups,
                null,
                null,
                1,
                now,
                now);
    }

    static UserProfileChanged profile(Tenant tenant, User user) {
        return new UserProfileChanged(
                tenant.name(),
                user.userId(),
                user.username(),
                user.displayName(),
                user.bio(),
                user.avatarUrl(),
                user.locale(),
                user.isBanned(now()),
                false,
                user.updatedAt(),
                user.version());
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
