package pro.livestream.stream.studio;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.stream.lifecycle.StreamPulse;
import pro.livestream.stream.viewer.QoeSums;

/** A stream's numbers for its broadcaster and the tenant's moderators. */
@Path("/api/streams/{id}/stats")
public class StudioResource {

    private final StreamPulse pulse;
    private final QoeSums qoe;
    private final CurrentCaller caller;

    StudioResource(StreamPulse pulse, QoeSums qoe, CurrentCaller caller) {
        this.pulse = pulse;
        this.qoe = qoe;
        this.caller = caller;
    }

    @GET
    public Uni<StudioView> stats(@PathParam("id") String id) {
        var user = caller.requireUser();
        UUID streamId = streamId(id);
        return pulse.of(user, streamId)
                .chain(known -> qoe.recent(user.tenant(), streamId)
                        .map(playback -> StudioView.of(known, playback.orElse(null))));
    }

    private static UUID streamId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("There is no such stream").refused();
        }
    }
}
