package pro.livestream.stream.viewer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.identity.Public;
import pro.livestream.platform.json.WireJson;

/** Players say that they still play. */
@Path("/api/streams/{id}/heartbeat")
public class ViewerResource {

    /** The count as it was last taken, and when to come again. */
    public record HeartbeatView(int viewerCount, long nextHeartbeatS) {}

    /** What a player may say beside that it plays. */
    public record HeartbeatBody(@Nullable PlaybackReport qoe) {}

    private static final ObjectMapper JSON = WireJson.mapper();

    private final WatchedStreams streams;
    private final HeartbeatBatch heartbeats;
    private final ViewerConfig config;
    private final CurrentCaller caller;

    ViewerResource(WatchedStreams streams, HeartbeatBatch heartbeats, ViewerConfig config, CurrentCaller caller) {
        this.streams = streams;
        this.heartbeats = heartbeats;
        this.config = config;
        this.caller = caller;
    }

    /** Beacons of browsers come as any type, or with no body at all. */
    @POST
    @Public
    @Consumes(MediaType.WILDCARD)
    @RequestBody(content = @Content(schema = @Schema(implementation = HeartbeatBody.class)))
    public Uni<HeartbeatView> heartbeat(@PathParam("id") String id, @Nullable String body) {
        Caller viewer = caller.get();
        UUID streamId = streamId(id);
        var report = report(body);
        return streams.find(viewer.tenant(), streamId)
                .map(found -> found.orElseThrow(ViewerResource::unknown))
                .invoke(stream -> {
                    if (!stream.live()) {
                        throw Refusal.conflict("STREAM_NOT_LIVE", "The stream is not live")
                                .refused();
                    }
                })
                .call(stream -> heartbeats.add(viewer.tenant(), streamId, viewerOf(viewer), report))
                .map(stream -> new HeartbeatView(
                        stream.viewerCount(), config.heartbeatEvery().toSeconds()));
    }

    private static @Nullable PlaybackReport report(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return null;
        }
        try {
            var report = JSON.readValue(body, HeartbeatBody.class).qoe();
            if (report != null) {
                report.check();
            }
            return report;
        } catch (JsonProcessingException e) {
            throw Refusal.malformed("The body, if there is one, is JSON with qoe")
                    .refused();
        }
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
