package pro.livestream.archive.vod;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pro.livestream.archive.link.MediaLinks;
import pro.livestream.archive.transcode.Made;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.identity.Public;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;

/** {@code /api/archives}. */
@Path("/api/archives")
public class ArchiveResource {

    /** How often an archive has been watched. */
    public record Views(long views) {}

    private final ArchiveService service;
    private final CurrentCaller caller;
    private final MediaLinks links;

    ArchiveResource(ArchiveService service, CurrentCaller caller, MediaLinks links) {
        this.service = service;
        this.caller = caller;
        this.links = links;
    }

    @GET
    @Public
    public Uni<Page<ArchiveView>> list(
            @QueryParam("user_id") @Nullable String userId,
            @QueryParam("stream_id") @Nullable String streamId,
            @QueryParam("q") @Nullable String text,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context HttpServerRequest request) {
        Caller reader = caller.get();
        var query = ArchiveQuery.from(
                userId, streamId, text, PageRequest.from(limit, cursor), reader.isUser() ? reader.userId() : null);
        return service.list(reader, query)
                .map(page -> new Page<>(
                        page.items().stream()
                                .map(archive ->
                                        ArchiveView.inList(archive, links(reader, archive.archiveId(), request)))
                                .toList(),
                        page.nextCursor()));
    }

    @GET
    @Path("/{id}")
    @Public
    public Uni<ArchiveView> get(@PathParam("id") String id, @Context HttpServerRequest request) {
        Caller reader = caller.get();
        return service.get(reader, ArchiveAccess.archiveId(id)).map(archive -> view(reader, archive, request));
    }

    @PATCH
    @Path("/{id}")
    public Uni<ArchiveView> patch(
            @PathParam("id") String id, @Nullable ArchivePatch patch, @Context HttpServerRequest request) {
        Caller user = caller.requireUser();
        if (patch == null) {
            throw Refusal.malformed("A JSON body is needed").refused();
        }
        return service.patch(user, ArchiveAccess.archiveId(id), patch).map(archive -> view(user, archive, request));
    }

    @POST
    @Path("/{id}/retry")
    public Uni<Response> retry(@PathParam("id") String id, @Context HttpServerRequest request) {
        Caller user = caller.requireUser();
        return service.retry(user, ArchiveAccess.archiveId(id))
                .map(archive -> Response.accepted(view(user, archive, request)).build());
    }

    @POST
    @Path("/{id}/views")
    @Public
    public Uni<Views> watched(@PathParam("id") String id) {
        return service.view(caller.get(), ArchiveAccess.archiveId(id)).map(Views::new);
    }

    /** Leads to the file for an hour. */
    @GET
    @Path("/{id}/download")
    @Public
    public Uni<Response> download(@PathParam("id") String id, @Context HttpServerRequest request) {
        Caller reader = caller.get();
        return service.getPlayable(reader, ArchiveAccess.archiveId(id))
                .map(archive -> Response.status(Response.Status.FOUND)
                        .header(
                                HttpHeaders.LOCATION,
                                links(reader, archive.archiveId(), request).apply(Made.VIDEO) + "&download=1")
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    private ArchiveView view(Caller reader, Archive archive, HttpServerRequest request) {
        return ArchiveView.whole(archive, links(reader, archive.archiveId(), request));
    }

    private UnaryOperator<String> links(Caller reader, UUID archiveId, HttpServerRequest request) {
        return links.of(reader.tenant(), archiveId, request);
    }
}
