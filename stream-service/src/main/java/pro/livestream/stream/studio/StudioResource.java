package pro.livestream.stream.studio;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.CurrentCaller;

/** A stream's numbers for its broadcaster and the tenant's moderators. */
@Path("/api/streams/{id}/stats")
public class StudioResource {

    private final StudioReport report;
    private final CurrentCaller caller;

    StudioResource(StudioReport report, CurrentCaller caller) {
        this.report = report;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "How a stream is at the moment, and its numbers in all")
    public Uni<StudioView> stats(@PathParam("id") String id) {
        var user = caller.requireUser();
        return report.of(user, streamId(id));
    }

    static UUID streamId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("There is no such stream").refused();
        }
    }
}
