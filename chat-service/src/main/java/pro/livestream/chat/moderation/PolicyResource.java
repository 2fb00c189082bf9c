package pro.livestream.chat.moderation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.identity.CurrentCaller;

/** What a channel does about spam and evasion, and whom it has reviewed by; the review is the broadcaster's to set. */
@Path("/api/streams/{id}/chat/policy")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PolicyResource {

    private final ModerationService service;
    private final PolicyService policies;
    private final CurrentCaller caller;

    PolicyResource(ModerationService service, PolicyService policies, CurrentCaller caller) {
        this.service = service;
        this.policies = policies;
        this.caller = caller;
    }

    @GET
    public Uni<ObjectNode> policy(@PathParam("id") String id) {
        return service.moderator(caller.get(), Inputs.streamId(id))
                .map(actor -> actor.room().rules().policy().toJson());
    }

    @PATCH
    public Uni<ObjectNode> change(@PathParam("id") String id, @Nullable ObjectNode request) {
        var body = Inputs.present(request);
        return service.moderator(caller.get(), Inputs.streamId(id)).flatMap(actor -> policies.change(actor, body));
    }
}
