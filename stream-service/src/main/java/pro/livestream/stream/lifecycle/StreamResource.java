package pro.livestream.stream.lifecycle;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.idempotency.Idempotency;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.identity.Public;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;
import pro.livestream.stream.media.ParticipantToken;

/** {@code /api/streams}. */
@Path("/api/streams")
public class StreamResource {

    private final StreamService service;
    private final CurrentCaller caller;
    private final PublicAddress address;

    StreamResource(StreamService service, CurrentCaller caller, PublicAddress address) {
        this.service = service;
        this.caller = caller;
        this.address = address;
    }

    @POST
    @APIResponseSchema(value = StreamView.class, responseCode = "201")
    public Uni<Response> create(
            @Nullable StreamDraft draft,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Context HttpServerRequest request) {
        var user = caller.requireUser();
        if (draft == null) {
            throw Refusal.malformed("A JSON body with at least a title is needed")
                    .refused();
        }
        var once = key == null ? null : Idempotency.Request.of(user, "POST /api/streams", key, draft);
        return service.create(user, draft, once, address.of(request))
                .map(view ->
                        Response.status(Response.Status.CREATED).entity(view).build());
    }

    @GET
    @Public
    public Uni<Page<StreamView>> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("user_id") @Nullable String userId,
            @QueryParam("category") @Nullable String category,
            @QueryParam("q") @Nullable String text,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context HttpServerRequest request) {
        Caller reader = caller.get();
        var query = StreamQuery.from(
                status,
                userId,
                category,
                text,
                sort,
                PageRequest.from(limit, cursor),
                reader.isUser() ? reader.userId() : null);
        return service.list(reader.tenant(), query, address.of(request));
    }

    @GET
    @Path("/{id}")
    @Public
    public Uni<StreamView> get(@PathParam("id") String id, @Context HttpServerRequest request) {
        Caller reader = caller.get();
        return service.get(reader.tenant(), reader, streamId(id), address.of(request));
    }

    @PATCH
    @Path("/{id}")
    public Uni<StreamView> patch(
            @PathParam("id") String id, @Nullable StreamPatch patch, @Context HttpServerRequest request) {
        var user = caller.requireUser();
        if (patch == null) {
            throw Refusal.malformed("A JSON body is needed").refused();
        }
        return service.patch(user, streamId(id), patch, address.of(request));
    }

    @POST
    @Path("/{id}/start")
    public Uni<StreamView> start(@PathParam("id") String id, @Context HttpServerRequest request) {
        return service.start(caller.requireUser(), streamId(id), address.of(request));
    }

    @PUT
    @Path("/{id}/end")
    public Uni<StreamView> end(@PathParam("id") String id, @Context HttpServerRequest request) {
        return service.end(caller.requireUser(), streamId(id), address.of(request));
    }

    @POST
    @Path("/{id}/participant-token")
    @Public
    @Operation(summary = "A token for the stage that the stream is at its media server; 404 where it has none")
    @APIResponseSchema(value = ParticipantToken.class, responseCode = "201")
    public Uni<Response> participantToken(@PathParam("id") String id) {
        return service.participantToken(caller.get(), streamId(id))
                .map(token -> Response.status(Response.Status.CREATED)
                        .header("Cache-Control", "no-store")
                        .entity(token)
                        .build());
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> delete(@PathParam("id") String id) {
        return service.delete(caller.requireUser(), streamId(id));
    }

    /** What is no UUID names no stream. */
    static UUID streamId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new StreamError.Unknown().refused();
        }
    }
}
