package pro.livestream.chat.moderation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.message.Changes;
import pro.livestream.chat.room.Retention;
import pro.livestream.chat.room.RoomDirectory;
import pro.livestream.chat.room.RoomSettings;
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

    private static final int REASON_LENGTH_MAX = 500;

    private final ModerationService service;
    private final ModerationStore store;
    private final Changes changes;
    private final RoomDirectory directory;
    private final CoreLoop loop;
    private final CurrentCaller caller;

    /** Whom to ban; with {@code duration_s} a timeout: connected, but silent. */
    public record BanRequest(
            @Nullable String userId,
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
        var body = present(request);
        var user = userId(body.userId());
        if (body.reason() != null && body.reason().length() > REASON_LENGTH_MAX) {
            throw Refusal.validation("reason", "has at most " + REASON_LENGTH_MAX + " characters")
                    .refused();
        }
        var duration = duration(body.durationS());
        return service.moderator(caller.get(), streamId(id))
                .flatMap(actor -> service.ban(actor, user, body.reason(), duration))
                .map(ban -> Response.status(Response.Status.CREATED).entity(ban).build());
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
        return service.moderator(asker, streamId(id))
                .flatMap(actor -> store.bans(asker.tenant(), actor.room().channelId(), before, page.limit() + 1))
                .map(bans -> Page.of(bans, page, ban -> Cursor.of(ban.createdAt())));
    }

    @GET
    @Path("/audit")
    public Uni<Page<ActView>> audit(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.from(limit, cursor);
        var before = beforeOf(page);
        var asker = caller.get();
        return service.moderator(asker, streamId(id))
                .flatMap(actor -> store.acts(asker.tenant(), actor.room().channelId(), before, page.limit() + 1))
                .map(acts -> Page.of(acts, page, act -> Cursor.of(act.createdAt())));
    }

    private static Instant beforeOf(PageRequest page) {
        return page.after(1)
                .map(at -> at.instant(0))
                .orElseGet(() -> Clock.systemUTC().instant().plusSeconds(60));
    }

    @DELETE
    @Path("/bans/{user}")
    public Uni<Void> unban(@PathParam("id") String id, @PathParam("user") String user) {
        var userId = userId(user);
        return service.moderator(caller.get(), streamId(id)).flatMap(actor -> service.unban(actor, userId));
    }

    @GET
    @Path("/moderators")
    public Uni<Items<ModeratorView>> moderators(@PathParam("id") String id) {
        var asker = caller.get();
        return service.moderator(asker, streamId(id))
                .flatMap(actor -> store.moderators(asker.tenant(), actor.room().channelId()))
                .map(Items::new);
    }

    @POST
    @Path("/moderators")
    @APIResponseSchema(value = UserRequest.class, responseCode = "201")
    public Uni<Response> appoint(@PathParam("id") String id, @Nullable UserRequest request) {
        var user = userId(present(request).userId());
        return service.moderator(caller.get(), streamId(id))
                .flatMap(actor -> service.appoint(actor, user))
                .map(done -> Response.status(Response.Status.CREATED)
                        .entity(new UserRequest(user.toString(), null))
                        .build());
    }

    @DELETE
    @Path("/moderators/{user}")
    public Uni<Void> dismiss(@PathParam("id") String id, @PathParam("user") String user) {
        var userId = userId(user);
        return service.moderator(caller.get(), streamId(id)).flatMap(actor -> service.dismiss(actor, userId));
    }

    @GET
    @Path("/settings")
    public Uni<String> settings(@PathParam("id") String id) {
        return directory
                .find(caller.get(), streamId(id))
                .map(room -> room.settings().toJson());
    }

    @PUT
    @Path("/settings")
    public Uni<String> replaceSettings(@PathParam("id") String id, @Nullable ObjectNode request) {
        return changeSettings(id, present(request));
    }

    @PATCH
    @Path("/settings")
    public Uni<String> changeSettings(@PathParam("id") String id, @Nullable ObjectNode request) {
        var body = present(request);
        Retention.check(body);
        return service.moderator(caller.get(), streamId(id)).flatMap(actor -> {
            RoomSettings settings;
            try {
                settings = RoomSettings.of(body, actor.room().settings());
            } catch (IllegalArgumentException e) {
                throw Refusal.validation("slow_mode_s", "must be from 0 to " + RoomSettings.SLOW_MODE_S_MAX)
                        .refused();
            }
            return onCore(() -> changes.settings(actor, settings)).replaceWith(settings.toJson());
        });
    }

    @POST
    @Path("/pin")
    @APIResponse(responseCode = "204", description = "Done")
    public Uni<Void> pin(@PathParam("id") String id, @Nullable MessageRequest request) {
        var message = messageId(present(request).id());
        return service.moderator(caller.get(), streamId(id))
                .flatMap(actor -> onCore(() -> changes.pin(actor, message)));
    }

    @DELETE
    @Path("/pin")
    public Uni<Void> unpin(@PathParam("id") String id) {
        return service.moderator(caller.get(), streamId(id)).flatMap(actor -> onCore(() -> changes.unpin(actor)));
    }

    @POST
    @Path("/clear")
    @APIResponse(responseCode = "204", description = "Done")
    public Uni<Void> clear(@PathParam("id") String id, @Nullable UserRequest request) {
        var body = present(request);
        var user = userId(body.userId());
        return service.moderator(caller.get(), streamId(id))
                .flatMap(actor -> onCore(() -> changes.clear(actor, user, body.reason())));
    }

    @DELETE
    @Path("/messages/{message}")
    public Uni<Void> delete(@PathParam("id") String id, @PathParam("message") String message) {
        var messageId = messageId(message);
        var asker = caller.requireUser();
        return directory
                .find(asker, streamId(id))
                .flatMap(room -> onCore(
                        () -> changes.delete(new Changes.Actor(room, asker.userId(), room.roleOf(asker)), messageId)));
    }

    private Uni<Void> onCore(Supplier<Future<Void>> change) {
        return Uni.createFrom()
                .emitter(done -> loop.execute(
                        () -> change.get().onSuccess(done::complete).onFailure(done::fail)));
    }

    private static <T> T present(@Nullable T body) {
        if (body == null) {
            throw Refusal.malformed("A JSON object is needed").refused();
        }
        return body;
    }

    private static UUID streamId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("There is no such stream").refused();
        }
    }

    private static UUID userId(@Nullable String id) {
        try {
            return UUID.fromString(id == null ? "" : id);
        } catch (IllegalArgumentException e) {
            throw Refusal.validation("user_id", "must be a UUID").refused();
        }
    }

    private static UUID messageId(@Nullable String id) {
        try {
            return UUID.fromString(id == null ? "" : id);
        } catch (IllegalArgumentException e) {
            throw Refusal.validation("id", "must be a UUID").refused();
        }
    }

    private static @Nullable Duration duration(@Nullable Long seconds) {
        if (seconds == null) {
            return null;
        }
        if (seconds < 1 || seconds > ModerationService.TIMEOUT_MAX.toSeconds()) {
            throw Refusal.validation("duration_s", "must be from 1 to " + ModerationService.TIMEOUT_MAX.toSeconds())
                    .refused();
        }
        return Duration.ofSeconds(seconds);
    }
}
