package pro.livestream.gateway.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Claims;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.gateway.session.SessionCookies;
import pro.livestream.gateway.session.Sessions;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.identity.Public;

/** Profiles, and what admins do with accounts. */
@Path("/api/users/{user_id}")
@Tag(name = "users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UserResource {
    private static final String SCOPE_USERS = "users:admin";
    private static final Set<String> GRANTABLE = Set.of(Claims.GROUP_USER, Claims.GROUP_MODERATOR, Claims.GROUP_ADMIN);
    private static final int REASON_LENGTH_MAX = 500;

    private final Profiles profiles;
    private final Sessions sessions;
    private final CurrentCaller caller;

    record ChangeBody(
            @Nullable String username,
            @Nullable String email,
            @Nullable String displayName,
            @Nullable String bio,
            @Nullable String avatarUrl,
            @Nullable String locale,
            @Nullable String password,
            @Nullable String currentPassword) {}

    record EraseBody(@Nullable String currentPassword) {}

    record BanBody(@Nullable String reason, @Nullable Instant until) {}

    record RolesBody(@Nullable List<String> roles) {}

    record BanAnswer(
            UUID userId,
            Instant bannedAt,
            @Nullable Instant until,
            @Nullable String reason) {}

    UserResource(Profiles profiles, Sessions sessions, CurrentCaller caller) {
        this.profiles = profiles;
        this.sessions = sessions;
        this.caller = caller;
    }

    @GET
    @Public
    @Operation(summary = "A public profile; the e-mail address only for the user itself")
    public Uni<UserView> get(@RestPath("user_id") String userId) {
        var who = caller.get();
        return profiles.byId(who.tenant(), id(userId))
                .map(user -> isSelf(who, user.userId()) ? UserView.ofItself(user) : UserView.ofPublic(user));
    }

    @PUT
    @Operation(summary = "Change the own profile; a new password ends all sessions but starts a new one")
    public Uni<UserView> change(
            @RestPath("user_id") String userId, @Nullable ChangeBody body, @Context RoutingContext ctx) {
        var who = caller.requireUser();
        var id = id(userId);
        if (!isSelf(who, id)) {
            throw new GatewayError.NotAllowed("Only the user itself may change its profile").failure();
        }
        var given = AuthResource.required(body);
        check(given);
        var proven = given.password() == null
                ? Uni.createFrom().voidItem()
                : profiles.requirePassword(who.tenant(), id, or(given.currentPassword()));
        return proven.chain(() -> profiles.change(who.tenant(), id, change(given), AuthResource.baseUrl(ctx)))
                .invoke(changed -> changed.login()
                        .ifPresent(login -> SessionCookies.set(ctx.request(), login.secrets(), sessions.life())))
                .map(changed -> UserView.ofItself(changed.user()));
    }

    @DELETE
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Erase an account: the own one with its password, any as an admin")
    public Uni<Void> erase(@RestPath("user_id") String userId, @Nullable EraseBody body, @Context RoutingContext ctx) {
        var who = caller.get();
        var id = id(userId);
        if (isSelf(who, id)) {
            var password = body == null ? null : body.currentPassword();
            new AccountPolicy().required("current_password", password).refuse();
            return profiles.requirePassword(who.tenant(), id, or(password))
                    .chain(() -> profiles.erase(who.tenant(), id))
                    .invoke(() -> SessionCookies.clear(ctx.request()));
        }
        requireAdmin(who);
        return protectPlatformAdmin(who, id).chain(() -> profiles.erase(who.tenant(), id));
    }

    @POST
    @Path("/ban")
    @Operation(summary = "Ban a user from the tenant's whole site")
    public Uni<BanAnswer> ban(@RestPath("user_id") String userId, @Nullable BanBody body) {
        var who = caller.get();
        requireAdmin(who);
        var given = body == null ? new BanBody(null, null) : body;
        var reason = given.reason();
        new AccountPolicy()
                .check(
                        "reason",
                        reason == null || reason.length() <= REASON_LENGTH_MAX,
                        "must be at most 500 characters")
                .check(
                        "until",
                        given.until() == null
                                || given.until().isAfter(Clock.systemUTC().instant()),
                        "must be in the future")
                .refuse();
        var id = id(userId);
        return protectPlatformAdmin(who, id)
                .chain(() -> profiles.ban(who.tenant(), id, reason, given.until()))
                .map(user -> new BanAnswer(user.userId(), user.updatedAt(), given.until(), reason));
    }

    @DELETE
    @Path("/ban")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Lift a ban")
    public Uni<Void> unban(@RestPath("user_id") String userId) {
        var who = caller.get();
        requireAdmin(who);
        return profiles.unban(who.tenant(), id(userId)).replaceWithVoid();
    }

    @PUT
    @Path("/roles")
    @Operation(summary = "Set a user's groups: user, moderator, admin")
    public Uni<UserView> roles(@RestPath("user_id") String userId, @Nullable RolesBody body) {
        var who = caller.get();
        requireAdmin(who);
        var roles = AuthResource.required(body).roles();
        new AccountPolicy()
                .check(
                        "roles",
                        roles != null && roles.contains(Claims.GROUP_USER) && GRANTABLE.containsAll(roles),
                        "must hold user, and may hold moderator and admin")
                .refuse();
        var id = id(userId);
        return protectPlatformAdmin(who, id)
                .chain(() -> profiles.setRoles(who.tenant(), id, Set.copyOf(roles == null ? List.of() : roles)))
                .map(UserView::ofItself);
    }

    private Uni<Void> protectPlatformAdmin(Caller who, UUID userId) {
        return profiles.byId(who.tenant(), userId)
                .invoke(user -> {
                    if (user.roles().contains(Claims.GROUP_PLATFORM_ADMIN)
                            && !who.hasGroup(Claims.GROUP_PLATFORM_ADMIN)) {
                        throw new GatewayError.NotAllowed("Only a platform admin may do this to another").failure();
                    }
                })
                .replaceWithVoid();
    }

    private static void check(ChangeBody given) {
        var policy = new AccountPolicy()
                .displayName(given.displayName())
                .bio(given.bio())
                .avatarUrl(given.avatarUrl())
                .locale(given.locale());
        if (given.username() != null) {
            policy.username(given.username());
        }
        if (given.email() != null) {
            policy.email(given.email());
        }
        if (given.password() != null) {
            policy.password(given.password()).required("current_password", given.currentPassword());
        }
        policy.refuse();
    }

    private static Profiles.Change change(ChangeBody given) {
        return new Profiles.Change(
                given.username(),
                given.email(),
                given.displayName(),
                given.bio(),
                given.avatarUrl(),
                given.locale(),
                given.password());
    }

    private static void requireAdmin(Caller who) {
        if (!who.isAdmin() && !(who.kind() == Caller.Kind.API_KEY && who.hasScope(SCOPE_USERS))) {
            throw new GatewayError.NotAllowed("Only an admin may do this").failure();
        }
    }

    private static boolean isSelf(Caller who, UUID userId) {
        return who.isUser() && who.subject().equals(userId.toString());
    }

    /** What is no id names no user. */
    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw new GatewayError.UnknownUser().failure();
        }
    }

    private static String or(@Nullable String value) {
        return value == null ? "" : value;
    }
}
