package pro.livestream.stream.key;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import pro.livestream.platform.identity.CurrentCaller;

/** The caller's own stream key. */
@Path("/api/stream-key")
public class StreamKeyResource {

    /** The same key serves all streams of its owner. */
    public record StreamKeyView(String streamKey, Instant createdAt, Instant rotatedAt) {}

    private final StreamKeys keys;
    private final CurrentCaller caller;

    StreamKeyResource(StreamKeys keys, CurrentCaller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    public Uni<Response> show() {
        var user = caller.requireUser();
        return keys.issued(user.tenant(), user.userId()).map(StreamKeyResource::answer);
    }

    /** The old key is worth nothing from now on; a signal that is on air goes on. */
    @POST
    @Path("/rotate")
    public Uni<Response> rotate() {
        var user = caller.requireUser();
        return keys.rotate(user.tenant(), user.userId()).map(StreamKeyResource::answer);
    }

    private static Response answer(StreamKeys.Issued issued) {
        var never = new CacheControl();
        never.setNoStore(true);
        return Response.ok(new StreamKeyView(issued.key(), issued.createdAt(), issued.rotatedAt()))
                .cacheControl(never)
                .build();
    }
}
