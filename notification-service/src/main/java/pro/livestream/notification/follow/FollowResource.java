package pro.livestream.notification.follow;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.error.NotificationError;
import pro.livestream.notification.follow.FollowStore.Direction;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;

/** Follows over HTTP. */
@Path("/api")
class FollowResource {
    private final FollowService follows;
    private final CurrentCaller caller;

    /** Whom to follow. */
    record NewFollow(@Nullable UUID followingId) {}

    FollowResource(FollowService follows, CurrentCaller caller) {
        this.follows = follows;
        this.caller = caller;
    }

    @POST
    @Path("/follows")
    @ResponseStatus(201)
    public Uni<FollowView> follow(@Nullable NewFollow body) {
        var user = caller.requireUser();
        if (body == null) {
            throw new NotificationError.BodyMissing().refused();
        }
        return follows.follow(user, required(body.followingId()));
    }

    @GET
    @Path("/follows")
    public Uni<Page<FollowView>> own(@QueryParam("following_id") @Nullable String followingId) {
        return follows.own(caller.requireUser(), required(parsed(followingId)));
    }

    @DELETE
    @Path("/follows/{follow_id}")
    @ResponseStatus(204)
    public Uni<Void> unfollow(@PathParam("follow_id") UUID followId) {
        return follows.unfollow(caller.requireUser(), followId);
    }

    @DELETE
    @Path("/follows")
    @ResponseStatus(204)
    public Uni<Void> unfollowUser(@QueryParam("following_id") @Nullable String followingId) {
        return follows.unfollowUser(caller.requireUser(), required(parsed(followingId)));
    }

    @DELETE
    @Path("/follows/by-user/{user_id}")
    @ResponseStatus(204)
    public Uni<Void> unfollowByUser(@PathParam("user_id") UUID userId) {
        return follows.unfollowUser(caller.requireUser(), userId);
    }

    @GET
    @Path("/users/{user_id}/followers")
    public Uni<FollowPage> followers(
            @PathParam("user_id") UUID userId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return follows.list(caller.requireUser(), Direction.FOLLOWERS, userId, PageRequest.from(limit, cursor));
    }

    @GET
    @Path("/users/{user_id}/following")
    public Uni<FollowPage> following(
            @PathParam("user_id") UUID userId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return follows.list(caller.requireUser(), Direction.FOLLOWING, userId, PageRequest.from(limit, cursor));
    }

    private static UUID required(@Nullable UUID followingId) {
        if (followingId == null) {
            throw new NotificationError.Invalid("following_id", "is required").refused();
        }
        return followingId;
    }

    private static @Nullable UUID parsed(@Nullable String id) {
        try {
            return id == null ? null : UUID.fromString(id);
        } catch (IllegalArgumentException malformed) {
            throw new NotificationError.Invalid("following_id", "is not a UUID").refused();
        }
    }
}
