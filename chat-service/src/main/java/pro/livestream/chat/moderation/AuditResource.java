package pro.livestream.chat.moderation;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.audit.Audit;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;

/** The log of a channel's moderation, for who moderates it. */
@Path("/api/streams/{id}/chat/audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    private final ModerationService service;
    private final AuditStore store;
    private final CurrentCaller caller;

    AuditResource(ModerationService service, AuditStore store, CurrentCaller caller) {
        this.service = service;
        this.store = store;
        this.caller = caller;
    }

    @GET
    public Uni<Page<ActView>> audit(
            @PathParam("id") String id,
            @QueryParam("actor") @Nullable String actorId,
            @QueryParam("target") @Nullable String targetId,
            @QueryParam("action") @Nullable String action,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.from(limit, cursor);
        var place = Inputs.place(page);
        if (action != null && !Audit.ACTIONS.contains(action)) {
            throw Refusal.validation("action", "must be one of " + String.join(", ", new TreeSet<>(Audit.ACTIONS)))
                    .refused();
        }
        var filter = new AuditStore.Filter(
                actorId == null ? null : Inputs.uuid("actor", actorId),
                targetId == null ? null : Inputs.uuid("target", targetId),
                action);
        var asker = caller.get();
        return service.moderator(asker, Inputs.streamId(id))
                .flatMap(actor -> store.acts(asker.tenant(), actor.room().channelId(), filter, place, page.limit() + 1))
                .map(acts -> Page.of(acts, page, act -> Cursor.of(act.createdAt(), act.id())));
    }
}
