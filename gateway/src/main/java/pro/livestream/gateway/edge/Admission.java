package pro.livestream.gateway.edge;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Claims;
import pro.livestream.gateway.apikey.ApiKeys;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.gateway.ratelimit.RateLimit;
import pro.livestream.gateway.route.Route;
import pro.livestream.gateway.session.RevocationIndex;
import pro.livestream.gateway.session.Session;
import pro.livestream.gateway.session.SessionCookies;
import pro.livestream.gateway.session.Sessions;
import pro.livestream.gateway.token.Subject;
import pro.livestream.gateway.token.TokenMint;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CallerAuthenticator;
import pro.livestream.platform.tenant.Tenant;

/** Finds out who calls, refuses who may not, counts the request, and completes with the token to pass inward. */
@ApplicationScoped
class Admission {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    /** What needs no session: a cookie, stale or not, must not stand in the way, nor the want of a CSRF token. */
    private static final Set<String> WITHOUT_SESSION = Set.of(
            "/api/auth/login",
            "/api/auth/register",
            "/api/auth/refresh",
            "/api/auth/password/forgot",
            "/api/auth/password/reset",
            "/api/auth/email/verify",
            "/api/notifications/unsubscribe");
    /** Who shows no cookie and only reads is nobody in particular: one token for all of them, since each takes a signature. */
    private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

    private static final String DEVELOPER_ID = "00000000-0000-7000-8000-000000000001";

    private final CallerAuthenticator authenticator;
    private final RevocationIndex revocations;
    private final Sessions sessions;
    private final ApiKeys apiKeys;
    private final TokenMint mint;
    private final OriginPolicy origins;
    private final ViewerCookie viewers;
    private final RateLimit limit;
    private final boolean openToDevelopers;

    Admission(
            CallerAuthenticator authenticator,
            RevocationIndex revocations,
            Sessions sessions,
            ApiKeys apiKeys,
            TokenMint mint,
            OriginPolicy origins,
            ViewerCookie viewers,
            RateLimit limit,
            EdgeConfig config) {
        this.authenticator = authenticator;
        this.revocations = revocations;
        this.sessions = sessions;
        this.apiKeys = apiKeys;
        this.mint = mint;
        this.origins = origins;
        this.viewers = viewers;
        this.limit = limit;
        this.openToDevelopers = config.skipAuth() && LaunchMode.current() == LaunchMode.DEVELOPMENT;
    }

    Uni<String> admit(Tenant tenant, HttpServerRequest request, @Nullable Route route) {
        var counted = route == null || route.counted();
        return switch (Credential.of(request)) {
            case Credential.Bearer(String token) -> bearer(tenant, request, token, counted);
            case Credential.Key(String key) -> apiKey(tenant, request, key, counted);
            case Credential.SessionCookie(String cookie) -> cookie(tenant, request, route, cookie, counted);
            case Credential.None() when openToDevelopers -> token(developer(tenant));
            case Credential.None() -> anonymous(tenant, request, route, counted);
            case Credential.Malformed() -> refused("The Authorization header is not a bearer token");
        };
    }

    private Uni<String> bearer(Tenant tenant, HttpServerRequest request, String token, boolean counted) {
        return authenticator.authenticate(token).chain(caller -> {
            if (caller.kind() == Caller.Kind.SERVICE) {
                return refused("Service tokens are worth nothing here");
            }
            if (!caller.tenant().equals(tenant)) {
                return Uni.createFrom().failure(new GatewayError.WrongTenant().failure());
            }
            if (revocations.isRevoked(caller)) {
                return refused("The session has ended");
            }
            return count(counted, caller, tenant, request).replaceWith(token);
        });
    }

    private Uni<String> apiKey(Tenant tenant, HttpServerRequest request, String key, boolean counted) {
        return apiKeys.subject(tenant, key).chain(found -> {
            if (found.isEmpty()) {
                return refused("The API key is not valid");
            }
            var subject = found.get();
            return when(counted, () -> limit.apiKey(tenant, subject.id(), request.response()))
                    .map(done -> mint.kept(subject).token());
        });
    }

    private Uni<String> cookie(
            Tenant tenant, HttpServerRequest request, @Nullable Route route, String cookie, boolean counted) {
        if (WITHOUT_SESSION.contains(request.path())) {
            return anonymous(tenant, request, route, counted);
        }
        return sessions.byCookie(tenant, cookie)
                .chain(found -> found.isEmpty()
                        ? anonymous(tenant, request, route, counted)
                        : session(tenant, request, route, found.get(), counted));
    }

    private Uni<String> session(
            Tenant tenant, HttpServerRequest request, @Nullable Route route, Session session, boolean counted) {
        requireOwnPage(tenant, request, route);
        var subject = Subject.user(
                tenant,
                session.userId().toString(),
                session.username(),
                session.groups(),
                session.sessionId().toString());
        return when(counted, () -> limit.user(tenant, subject.id(), request.response()))
                .map(done -> mint.kept(subject).token());
    }

    /** A browser sends cookies from any page, so that the page must be proven ours where something changes. */
    private void requireOwnPage(Tenant tenant, HttpServerRequest request, @Nullable Route route) {
        var origin = request.getHeader("Origin");
        if (route != null && route.kind().isSocket()) {
            if (!origins.allows(tenant, origin, request)) {
                throw new GatewayError.ForeignOrigin().failure();
            }
        } else if (!READING.contains(request.method())) {
            if (origin != null && !origins.allows(tenant, origin, request)) {
                throw new GatewayError.ForeignOrigin().failure();
            }
            SessionCookies.requireCsrf(request);
        }
    }

    private Uni<String> anonymous(Tenant tenant, HttpServerRequest request, @Nullable Route route, boolean counted) {
        var known = viewers.read(tenant, request);
        if (route != null && route.kind().isMedia()) {
            return token(tenant, known.orElse(NOBODY));
        }
        var reads = READING.contains(request.method())
                && (route == null || !route.kind().isSocket());
        return when(counted, () -> limit.anonymous(tenant, known.orElse(null), address(request), request.response()))
                .chain(() -> token(tenant, known.orElseGet(() -> {
                    var viewer = viewers.start(tenant, request);
                    return reads ? NOBODY : viewer;
                })));
    }

    private Uni<String> token(Tenant tenant, String viewerId) {
        return token(Subject.anonymous(tenant, viewerId));
    }

    private Uni<String> token(Subject subject) {
        return Uni.createFrom().item(() -> mint.kept(subject).token());
    }

    private Uni<Void> count(boolean counted, Caller caller, Tenant tenant, HttpServerRequest request) {
        return when(counted, () -> switch (caller.kind()) {
            case USER, SERVICE -> limit.user(tenant, caller.subject(), request.response());
            case API_KEY -> limit.apiKey(tenant, caller.subject(), request.response());
            case ANONYMOUS -> limit.anonymous(tenant, caller.subject(), address(request), request.response());
        });
    }

    /** Who calls without credentials under SKIP_AUTH, which works in the dev profile only. */
    private static Subject developer(Tenant tenant) {
        var groups = Set.of(Claims.GROUP_USER, Claims.GROUP_ADMIN);
        return Subject.user(tenant, DEVELOPER_ID, "developer", groups, DEVELOPER_ID);
    }

    private static Uni<Void> when(boolean counted, java.util.function.Supplier<Uni<Void>> counting) {
        return counted ? counting.get() : Uni.createFrom().voidItem();
    }

    static String address(HttpServerRequest request) {
        return Optional.ofNullable(request.remoteAddress())
                .map(remote -> remote.hostAddress())
                .orElse("unknown");
    }

    private static Uni<String> refused(String why) {
        return Uni.createFrom().failure(new GatewayError.NotAuthenticated(why).failure());
    }
}
