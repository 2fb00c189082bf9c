package pro.livestream.gateway.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.gateway.identity.Accounts.LoggedIn;
import pro.livestream.gateway.ratelimit.AuthLimit;
import pro.livestream.gateway.session.SessionCookies;
import pro.livestream.gateway.session.Sessions;
import pro.livestream.gateway.token.Subject;
import pro.livestream.gateway.token.TokenMint;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.identity.Public;
import pro.livestream.platform.tenant.Tenant;

/** Signing up, in and out. */
@Path("/api/auth")
@Tag(name = "auth")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AuthResource {
    private final Accounts accounts;
    private final Profiles profiles;
    private final MailedTokens mailedTokens;
    private final Sessions sessions;
    private final TokenMint mint;
    private final AuthLimit limit;
    private final CurrentCaller caller;

    record RegisterBody(
            @Nullable String username,
            @Nullable String email,
            @Nullable String password,
            @Nullable String displayName,
            @Nullable String locale,
            @Nullable Boolean cookieOnly) {}

    record LoginBody(
            @Nullable String email,
            @Nullable String username,
            @Nullable String password,
            @Nullable Boolean cookieOnly) {}

    record RefreshBody(
            @Nullable String refreshToken, @Nullable Boolean cookieOnly) {}

    record ForgotBody(@Nullable String email) {}

    record ResetBody(@Nullable String token, @Nullable String password) {}

    record VerifyBody(@Nullable String token) {}

    /** A login's answer; the tokens are left out when the client wants cookies only. */
    record LoginAnswer(
            UserView user,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String accessToken,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String tokenType,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long expiresIn,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String refreshToken) {}

    /** The caller: its account where it is a user, and what its token says. */
    record Me(
            String kind,
            String tenant,
            List<String> groups,
            List<String> scopes,
            Instant expiresAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID userId,

            String username,
            @Nullable String email,
            @Nullable Boolean emailVerified,
            @Nullable String displayName,
            @Nullable String bio,
            @Nullable String avatarUrl,
            @Nullable String locale,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {}

    AuthResource(
            Accounts accounts,
            Profiles profiles,
            MailedTokens mailedTokens,
            Sessions sessions,
            TokenMint mint,
            AuthLimit limit,
            CurrentCaller caller) {
        this.accounts = accounts;
        this.profiles = profiles;
        this.mailedTokens = mailedTokens;
        this.sessions = sessions;
        this.mint = mint;
        this.limit = limit;
        this.caller = caller;
    }

    @POST
    @Path("/register")
    @Public
    @Operation(summary = "Make an account and log in")
    @APIResponseSchema(value = LoginAnswer.class, responseCode = "201")
    public Uni<RestResponse<LoginAnswer>> register(@Nullable RegisterBody body, @Context RoutingContext ctx) {
        var given = required(body);
        new AccountPolicy()
                .username(given.username())
                .email(given.email())
                .password(given.password())
                .displayName(given.displayName())
                .locale(given.locale())
                .refuse();
        var registration = new Accounts.Registration(
                text(given.username()),
                text(given.email()),
                text(given.password()),
                given.displayName(),
                given.locale());
        return limit.check(tenant(), ctx, registration.email())
                .chain(() -> accounts.register(tenant(), registration, baseUrl(ctx)))
                .map(login -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CREATED, answer(login, given.cookieOnly(), ctx))
                        .header("Location", "/api/users/" + login.user().userId())
                        .build());
    }

    @POST
    @Path("/login")
    @Public
    @Operation(summary = "Log in by e-mail address or username")
    public Uni<LoginAnswer> login(@Nullable LoginBody body, @Context RoutingContext ctx) {
        var given = required(body);
        new AccountPolicy()
                .check("email", given.email() != null || given.username() != null, "or username is required")
                .required("password", given.password())
                .refuse();
        var account = text(given.email() == null ? given.username() : given.email());
        return limit.check(tenant(), ctx, account)
                .chain(() -> accounts.login(tenant(), given.email(), given.username(), text(given.password())))
                .map(login -> answer(login, given.cookieOnly(), ctx));
    }

    @POST
    @Path("/refresh")
    @Public
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Change a refresh token, or the refresh cookie, for a new login")
    public Uni<LoginAnswer> refresh(@Nullable RefreshBody body, @Context RoutingContext ctx) {
        var given = Optional.ofNullable(body).map(RefreshBody::refreshToken);
        if (given.isEmpty()
                && SessionCookies.read(ctx.request(), SessionCookies.REFRESH).isPresent()) {
            SessionCookies.requireCsrf(ctx.request());
        }
        var token = given.or(() -> SessionCookies.read(ctx.request(), SessionCookies.REFRESH))
                .orElseThrow(() -> new GatewayError.NotAuthenticated("There is no refresh token").failure());
        var cookieOnly = body == null ? Boolean.valueOf(given.isEmpty()) : body.cookieOnly();
        return accounts.refresh(tenant(), token).map(login -> answer(login, cookieOnly, ctx));
    }

    @POST
    @Path("/logout")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "End the session and its refresh tokens")
    @APIResponse(responseCode = "204", description = "Done")
    public Uni<Void> logout(@Context RoutingContext ctx) {
        var user = caller.requireUser();
        SessionCookies.clear(ctx.request());
        return user.sessionId() == null
                ? Uni.createFrom().voidItem()
                : sessions.end(user.tenant(), UUID.fromString(user.sessionId()), "logout");
    }

    @GET
    @Path("/me")
    @Operation(summary = "The caller")
    public Uni<Me> me() {
        var who = caller.get();
        return who.isUser()
                ? profiles.byId(who.tenant(), who.userId()).map(user -> me(who, user))
                : Uni.createFrom().item(me(who, null));
    }

    @POST
    @Path("/password/forgot")
    @Public
    @Operation(summary = "Ask for a mail to set a new password; never tells whether the account exists")
    @APIResponse(responseCode = "202", description = "A mail is sent where there is such an account")
    public Uni<RestResponse<Void>> forgot(@Nullable ForgotBody body, @Context RoutingContext ctx) {
        var given = required(body);
        new AccountPolicy().email(given.email()).refuse();
        return limit.check(tenant(), ctx, text(given.email()))
                .chain(() -> mailedTokens.forgot(tenant(), text(given.email()), baseUrl(ctx)))
                .replaceWith(RestResponse.status(RestResponse.Status.ACCEPTED));
    }

    @POST
    @Path("/password/reset")
    @Public
    @Operation(summary = "Set a new password by a mailed token; ends all sessions")
    @APIResponse(responseCode = "204", description = "Done")
    public Uni<Void> reset(@Nullable ResetBody body, @Context RoutingContext ctx) {
        var given = required(body);
        new AccountPolicy()
                .required("token", given.token())
                .password(given.password())
                .refuse();
        return limit.check(tenant(), ctx, text(given.token()))
                .chain(() -> mailedTokens.reset(tenant(), text(given.token()), text(given.password())));
    }

    @POST
    @Path("/email/verify")
    @Public
    @Operation(summary = "Confirm an address by a mailed token")
    @APIResponse(responseCode = "204", description = "Done")
    public Uni<Void> verify(@Nullable VerifyBody body) {
        var given = required(body);
        new AccountPolicy().required("token", given.token()).refuse();
        return mailedTokens.verify(tenant(), text(given.token()));
    }

    LoginAnswer answer(LoggedIn login, @Nullable Boolean cookieOnly, RoutingContext ctx) {
        SessionCookies.set(ctx.request(), login.secrets(), sessions.life());
        var user = UserView.ofItself(login.user());
        if (Boolean.TRUE.equals(cookieOnly)) {
            return new LoginAnswer(user, null, null, null, null);
        }
        var session = login.secrets().session();
        var token = mint.mint(Subject.user(
                tenant(),
                session.userId().toString(),
                session.username(),
                session.groups(),
                session.sessionId().toString()));
        return new LoginAnswer(
                user,
                token.token(),
                "Bearer",
                mint.accessTokenLife().toSeconds(),
                login.secrets().refreshToken());
    }

    private static Me me(Caller caller, @Nullable User user) {
        return new Me(
                caller.kind().name().toLowerCase(Locale.ROOT),
                caller.tenant().name(),
                caller.groups().stream().sorted().toList(),
                caller.scopes().stream().sorted().toList(),
                caller.expiresAt(),
                user == null ? null : user.userId(),
                user == null ? caller.username() : user.username(),
                user == null ? null : user.email(),
                user == null ? null : user.emailVerifiedAt() != null,
                user == null ? null : user.displayName(),
                user == null ? null : user.bio(),
                user == null ? null : user.avatarUrl(),
                user == null ? null : user.locale(),
                user == null ? null : user.createdAt(),
                user == null ? null : user.updatedAt());
    }

    private Tenant tenant() {
        return caller.get().tenant();
    }

    /** The address that the caller used, whose host the gateway has found to be the tenant's. */
    static String baseUrl(RoutingContext ctx) {
        var authority = ctx.request().authority();
        return ctx.request().scheme() + "://" + (authority == null ? "localhost" : authority.toString());
    }

    static <T> T required(@Nullable T body) {
        if (body == null) {
            throw new GatewayError.NoBody().failure();
        }
        return body;
    }

    private static String text(@Nullable String checked) {
        return checked == null ? "" : checked;
    }
}
