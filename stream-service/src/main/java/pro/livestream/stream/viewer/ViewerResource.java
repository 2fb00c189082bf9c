package pro.livestream.stream.viewer;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.identity.Public;
import pro.livestream.platform.tenant.TenantDatabase;

/** Players say that they still play. */
@Path("/api/streams/{id}/heartbeat")
public class ViewerResource {

    /** The count as it was last taken, and when to come again. */
    public record HeartbeatView(int viewerCount, long nextHeartbeatS) {}

    private static final String SOURCE = "http";

    private final TenantDatabase database;
    private final ViewerCountStore store;
    private final ViewerSets sets;
    private final ViewerConfig config;
    private final CurrentCaller caller;

    ViewerResource(
            TenantDatabase database,
            ViewerCountStore store,
            ViewerSets sets,
            ViewerConfig config,
            CurrentCaller caller) {
        this.database = database;
        this.store = store;
        this.sets = sets;
        this.config = config;
        this.caller = caller;
    }

    @POST
    @Public
    public Uni<HeartbeatView> heartbeat(@PathParam("id") String id) {
        Caller viewer = caller.get();
        UUID streamId = streamId(id);
        return database.inTransaction(viewer.tenant(), tx -> store.find(tx, streamId))
                .map(found -> found.orElseThrow(ViewerResource::unknown))
                .invoke(stream -> {
                    if (!stream.live()) {
                        throw Refusal.conflict("STREAM_NOT_LIVE", "The stream is not live")
                                .refused();
                    }
                })
                .call(stream -> sets.touch(viewer.tenant(), streamId, SOURCE, List.of(viewerOf(viewer)), List.of()))
                .map(stream -> new HeartbeatView(
                        stream.viewerCount(), config.heartbeatEvery().toSeconds()));
    }

    /** The names that chat nodes use too: one person is one viewer, whatever plays. */
    private static String viewerOf(Caller caller) {
        return switch (caller.kind()) {
            case USER -> "u:" + caller.subject();
            case ANONYMOUS -> "a:" + caller.subject();
            case API_KEY, SERVICE -> "k:" + caller.subject();
        };
    }

    private static UUID streamId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static RuntimeException unknown() {
        return Refusal.notFound("There is no such stream").refused();
    }
}
