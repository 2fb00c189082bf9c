package pro.livestream.archive.removal;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import pro.livestream.archive.vod.ArchiveAccess;
import pro.livestream.platform.identity.CurrentCaller;

/** {@code DELETE /api/archives/{id}}: 204 once the objects are gone. */
@Path("/api/archives")
public class RemovalResource {

    private final RemovalService service;
    private final CurrentCaller caller;

    RemovalResource(RemovalService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> remove(@PathParam("id") String id) {
        return service.remove(caller.requireUser(), ArchiveAccess.archiveId(id));
    }
}
