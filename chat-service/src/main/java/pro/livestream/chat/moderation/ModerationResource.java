package pro.livestream.chat.moderation;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.message.Changes;
import pro.livestream.chat.room.Ban;
import pro.livestream.chat.room.RoomDirectory;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;

/** Moderation over HTTP, with the permissions of the socket. */
@Path("/api/streams/{id}/chat")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ModerationResource {

    private final ModerationService service;
    private final ModerationStore store;
    private final Changes changes;
    private final RoomDirectory directory;
    private final CoreLoop loop;
    private final CurrentCaller caller;

    /**
     * Whom to silence. {@code type}: {@code ban} closes their connections, {@code mute} and {@code timeout} leave them
     * reading; with {@code duration_s} it ends by itself. Without a type: a timeout with, a ban without a duration.
     */
    public record BanRequest(
            @Nullable String userId,
            @Nullable String type,
            @Nullable String reason,
            @Nullable Long durationS) {}

    /** Whom it concerns. */
    public record UserRequest(
            @Nullable String userId, @Nullable String reason) {}

    /** A message. */
    public record MessageRequest(@Nullable String id) {}

    /** A list without pages. */
    public record Items<T>(List<T> items) {}

    ModerationResource(
            ModerationService service,
            ModerationStore store,
            Changes changes,
            RoomDirectory directory,
            CoreLoop loop,
            CurrentCaller caller) {
        this.service = service;
        this.store = store;
        this.changes = changes;
        this.directory = directory;
        this.loop = loop;
        this.caller = caller;
    }

    @POST
    @Path("/bans")
    @APIResponseSchema(value = BanView.class, responseCode = "201")
    public Uni<Response> ban(@PathParam("id") String id, @Nullable BanRequest request) {
        var body = Inputs.present(request);
        var user = Inputs.uuid("user_id", body.userId());
        var reason = Inputs.reason(body.reason());
        var duration = Inputs.duration(body.durationS());
        var kind = kind(body.type(), duration);
        return service.moderator(caller.get(), Inputs.streamId(id))
                .flatMap(actor -> service.ban(actor, user, kind, reason, duration))
                .map(ban -> Response.status(Response.Status.CREATED).entity(ban).build());
    }

    /** Without a type, what has an end is a timeout and what has none a ban. */
    private static Ban.Kind kind(@Nullable String type, @Nullable Duration duration) {
        return switch (type) {
            case null -> duration == null ? Ban.Kind.BAN : Ban.Kind.TIMEOUT;
            case "ban" -> Ban.Kind.BAN;
            case "mute" -> Ban.Kind.MUTE;
            case "timeout" -> {
                if (duration == null) {
                    throw Refusal.validation("duration_s", "is needed for a timeout")
                            .refused();
                }
                yield Ban.Kind.TIMEOUT;
            }
            default ->
                throw Refusal.validation("type", "must be one of ban, timeout, mute")
                        .refused();
        };
    }

    @GET
    @Path("/bans")
    public Uni<Page<BanView>> bans(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.from(limit, cursor);
        var before = beforeOf(page);
        var asker = caller.get();
        return service.moderator(asker, Inputs.streamId(id))
                .flatMap(actor -> store.bans(asker.tenant(), actor.room().channelId(), before, page.limit() + 1))
                .map(bans -> Page.of(bans, page, ban -> Cursor.of(ban.createdAt())));
    }

    private static Instant beforeOf(PageRequest page) {
        return page.after(1)
                .map(at -> at.instant(0))
                .orElseGet(() -> Clock.systemUTC().instant().plusSeconds(60));
    }

    @DELETE
    @Path("/bans/{user}")
    public Uni<Void> unban(@PathParam("id") String id, @PathParam("user") String user) {
        var userId = Inputs.uuid("user_id", user);
        return service.moderator(caller.get(), Inputs.streamId(id)).flatMap(actor -> service.unban(actor, userId));
    }

    @GET
    @Path("/moderators")
    public Uni<Items<ModeratorView>> moderators(@PathParam("id") String id) {
        var asker = caller.get();
        return service.moderator(asker, Inputs.streamId(id))
                .flatMap(actor -> store.moderators(asker.tenant(), actor.room().channelId()))
                .map(Items::new);
    }

    @POST
    @Path("/moderators")
    @APIResponseSchema(value = UserRequest.class, responseCode = "201")
    public Uni<Response> appoint(@PathParam("id") String id, @Nullable UserRequest request) {
        var user = Inputs.uuid("user_id", Inputs.present(request).userId());
        return service.moderator(caller.get(), Inputs.streamId(id))
                .flatMap(actor -> service.appoint(actor, user))
                .map(done -> Response.status(Response.Status.CREATED)
                        .entity(new UserRequest(user.toString(), null))
                        .build());
    }

    @DELETE
    @Path("/moderators/{user}")
    public Uni<Void> dismiss(@PathParam("id") String id, @PathParam("user") String user) {
        var userId = Inputs.uuid("user_id", user);
        return service.moderator(caller.get(), Inputs.streamId(id)).flatMap(actor -> service.dismiss(actor, userId));
    }

    @POST
    @Path("/pin")
    @APIResponse(responseCode = "204", description = "Done")
    public Uni<Void> pin(@PathParam("id") String id, @Nullable MessageRequest request) {
        var message = Inputs.uuid("id", Inputs.present(request).id());
        return service.moderator(caller.get(), Inputs.streamId(id))
                .flatMap(actor -> loop.uni(() -> changes.pin(actor, message)));
    }

    @DELETE
    @Path("/pin")
    public Uni<Void> unpin(@PathParam("id") String id) {
        return service.moderator(caller.get(), Inputs.streamId(id))
                .flatMap(actor -> loop.uni(() -> changes.unpin(actor)));
    }

    @POST
    @Path("/clear")
    @APIResponse(responseCode = "204", description = "Done")
    public Uni<Void> clear(@PathParam("id") String id, @Nullable UserRequest request) {
        var body = Inputs.present(request);
        var user = Inputs.uuid("user_id", body.userId());
        var reason = Inputs.reason(body.reason());
        return service.moderator(caller.get(), Inputs.streamId(id))
                .flatMap(actor -> loop.uni(() -> changes.clear(actor, user, reason)));
    }

    @DELETE
    @Path("/messages/{message}")
    public Uni<Void> delete(@PathParam("id") String id, @PathParam("message") String message) {
        var messageId = Inputs.uuid("id", message);
        var asker = caller.requireUser();
        return directory
                .find(asker, Inputs.streamId(id))
                .flatMap(room -> loop.uni(
                        () -> changes.delete(new Changes.Actor(room, asker.userId(), room.roleOf(asker)), messageId)));
    }
}
