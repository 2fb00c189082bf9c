package pro.livestream.chat.moderation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;

/** The terms of a stream's channel, which all its streams share; for who moderates it. */
@Path("/api/streams/{id}/chat/terms")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TermResource {

    private final ModerationService service;
    private final TermService terms;
    private final DryRun dryRun;
    private final CurrentCaller caller;

    TermResource(ModerationService service, TermService terms, DryRun dryRun, CurrentCaller caller) {
        this.service = service;
        this.terms = terms;
        this.dryRun = dryRun;
        this.caller = caller;
    }

    @GET
    public Uni<Page<TermView>> terms(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.from(limit, cursor);
        var place = Inputs.place(page);
        var asker = caller.get();
        return service.moderator(asker, Inputs.streamId(id))
                .flatMap(actor -> terms.list(asker.tenant(), actor.room().channelId(), place, page.limit() + 1))
                .map(found -> Page.of(found, page, term -> Cursor.of(term.createdAt(), term.id())));
    }

    @POST
    @APIResponseSchema(value = TermView.class, responseCode = "201")
    public Uni<Response> add(@PathParam("id") String id, @Nullable ObjectNode request) {
        var body = Inputs.present(request);
        return service.moderator(caller.get(), Inputs.streamId(id))
                .flatMap(actor -> {
                    var fields = new Fields(body);
                    var term = TermPatch.read(fields);
                    fields.check();
                    return terms.add(actor, term);
                })
                .map(added ->
                        Response.status(Response.Status.CREATED).entity(added).build());
    }

    @PATCH
    @Path("/{term}")
    public Uni<TermView> change(
            @PathParam("id") String id, @PathParam("term") String term, @Nullable ObjectNode request) {
        var body = Inputs.present(request);
        var termId = Inputs.pathId(term, "term");
        return service.moderator(caller.get(), Inputs.streamId(id)).flatMap(actor -> terms.change(actor, termId, body));
    }

    @DELETE
    @Path("/{term}")
    public Uni<Void> remove(@PathParam("id") String id, @PathParam("term") String term) {
        var termId = Inputs.pathId(term, "term");
        return service.moderator(caller.get(), Inputs.streamId(id)).flatMap(actor -> terms.remove(actor, termId));
    }

    /** What rules would have done to the room's latest messages; changes nothing. */
    @POST
    @Path("/dry-run")
    public Uni<DryRun.Report> dryRun(@PathParam("id") String id, @Nullable ObjectNode request) {
        var body = Inputs.present(request);
        return service.moderator(caller.get(), Inputs.streamId(id))
                .flatMap(actor -> dryRun.run(actor.room(), DryRun.Rules.read(body)));
    }
}
