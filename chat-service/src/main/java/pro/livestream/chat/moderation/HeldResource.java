package pro.livestream.chat.moderation;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.hold.HeldMessage;
import pro.livestream.chat.hold.HeldStore;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;

/** Messages of a room that wait for its moderators, or that they decided about. */
@Path("/api/streams/{id}/chat/held")
@Produces(MediaType.APPLICATION_JSON)
public class HeldResource {

    private final ModerationService service;
    private final HeldService held;
    private final HeldStore store;
    private final CurrentCaller caller;

    /** Why a message is not shown. */
    public record RejectRequest(@Nullable String reason) {}

    HeldResource(ModerationService service, HeldService held, HeldStore store, CurrentCaller caller) {
        this.service = service;
        this.held = held;
        this.store = store;
        this.caller = caller;
    }

    @GET
    public Uni<Page<HeldMessage>> held(
            @PathParam("id") String id,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.from(limit, cursor);
        var place = Inputs.place(page);
        var wanted = state == null ? HeldMessage.PENDING : state;
        if (!HeldMessage.STATES.contains(wanted)) {
            throw Refusal.validation("state", "must be one of " + String.join(", ", HeldMessage.STATES))
                    .refused();
        }
        var asker = caller.get();
        return service.moderator(asker, Inputs.streamId(id))
                .flatMap(actor -> store.list(
                        asker.tenant(),
                        actor.room().key().streamId(),
                        wanted,
                        place.before(),
                        place.beforeId(),
                        page.limit() + 1))
                .map(found -> Page.of(found, page, one -> Cursor.of(one.createdAt(), one.id())));
    }

    /** Says the message in its author's name; 409 when somebody has decided already. */
    @POST
    @Path("/{held}/approve")
    public Uni<HeldMessage> approve(@PathParam("id") String id, @PathParam("held") String heldId) {
        var message = Inputs.pathId(heldId, "held message");
        return service.moderator(caller.get(), Inputs.streamId(id)).flatMap(actor -> held.approve(actor, message));
    }

    @POST
    @Path("/{held}/reject")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    public Uni<HeldMessage> reject(
            @PathParam("id") String id, @PathParam("held") String heldId, @Nullable RejectRequest request) {
        var message = Inputs.pathId(heldId, "held message");
        var reason = Inputs.reason(request == null ? null : request.reason());
        return service.moderator(caller.get(), Inputs.streamId(id))
                .flatMap(actor -> held.reject(actor, message, reason));
    }
}
