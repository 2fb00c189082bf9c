package pro.livestream.gateway.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import pro.livestream.contracts.event.IdentityRevoked;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.gateway.identity.MailedTokenStore.Purpose;
import pro.livestream.gateway.session.Secrets;
import pro.livestream.gateway.session.Sessions;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Forgotten passwords and unconfirmed addresses: what only the reader of a mail can set right. */
@ApplicationScoped
class MailedTokens {
    private final TenantDatabase database;
    private final UserStore users;
    private final MailedTokenStore tokens;
    private final MailStore mails;
    private final PasswordHashBlockingAdapter hashes;
    private final Sessions sessions;
    private final IdentityConfig config;

    MailedTokens(
            TenantDatabase database,
            UserStore users,
            MailedTokenStore tokens,
            MailStore mails,
            PasswordHashBlockingAdapter hashes,
            Sessions sessions,
            IdentityConfig config) {
        this.database = database;
        this.users = users;
        this.tokens = tokens;
        this.mails = mails;
        this.hashes = hashes;
        this.sessions = sessions;
        this.config = config;
    }

    /** Within the transaction that made the account or changed its address. */
    Uni<Void> sendVerification(SqlConnection tx, Tenant tenant, User user, String baseUrl) {
        return send(tx, tenant, user, Purpose.VERIFY_EMAIL, config.verifyTokenLife(), baseUrl + "/verify-email?token=");
    }

    /** Completes the same way whether the account exists or not. */
    Uni<Void> forgot(Tenant tenant, String email, String baseUrl) {
        return database.inTransaction(
                tenant,
                tx -> users.byEmail(tx, email)
                        .chain(found -> found.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : send(
                                        tx,
                                        tenant,
                                        found.get(),
                                        Purpose.RESET_PASSWORD,
                                        config.resetTokenLife(),
                                        baseUrl + "/reset-password?token=")));
    }

    /** Sets the password, confirms the address that the mail reached, and ends all sessions. */
    Uni<Void> reset(Tenant tenant, String token, String password) {
        return hashes.hash(password)
                .chain(hash -> database.inTransaction(
                        tenant,
                        tx -> tokens.use(tx, token, Purpose.RESET_PASSWORD, now())
                                .map(used -> used.orElseThrow(() -> new GatewayError.InvalidMailedToken().failure()))
                                .chain(used -> setPassword(tx, tenant, used, hash))))
                .invoke(sessions::ended)
                .replaceWithVoid();
    }

    Uni<Void> verify(Tenant tenant, String token) {
        return database.inTransaction(
                tenant,
                tx -> tokens.use(tx, token, Purpose.VERIFY_EMAIL, now())
                        .map(used -> used.orElseThrow(() -> new GatewayError.InvalidMailedToken().failure()))
                        .chain(used -> users.lockById(tx, used.userId()).chain(found -> {
                            var user = found.filter(owner -> owner.email().equals(used.email()))
                                    .orElseThrow(() -> new GatewayError.InvalidMailedToken().failure());
                            return users.update(tx, user.withEmailVerified(now()));
                        })));
    }

    private Uni<List<IdentityRevoked>> setPassword(
            SqlConnection tx, Tenant tenant, MailedTokenStore.Used used, String hash) {
        return users.lockById(tx, used.userId()).chain(found -> {
            var user = found.orElseThrow(() -> new GatewayError.InvalidMailedToken().failure());
            var changed = user.withPasswordHash(hash, now());
            var confirmed = user.email().equals(used.email()) ? changed.withEmailVerified(now()) : changed;
            return users.update(tx, confirmed)
                    .chain(() -> tokens.deleteOf(tx, user.userId(), Purpose.RESET_PASSWORD))
                    .chain(() -> sessions.endAll(tx, tenant, user.userId(), "password_reset"));
        });
    }

    private Uni<Void> send(
            SqlConnection tx, Tenant tenant, User user, Purpose purpose, Duration life, String linkStart) {
        var now = now();
        var token = Secrets.next();
        var mail = new MailStore.Mail(
                Ids.next(), user.email(), purpose.wireName(), user.locale(), user.username(), linkStart + token, 0);
        return tokens.deleteOf(tx, user.userId(), purpose)
                .chain(() -> tokens.insert(tx, token, user, purpose, now, now.plus(life)))
                .chain(() -> mails.insert(tx, tenant, mail, now));
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
