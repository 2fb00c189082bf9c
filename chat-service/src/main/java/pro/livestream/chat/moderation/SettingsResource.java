package pro.livestream.chat.moderation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.message.Changes;
import pro.livestream.chat.room.RoomDirectory;
import pro.livestream.platform.identity.CurrentCaller;

/** How a room may be used; everybody may know, moderators change it. */
@Path("/api/streams/{id}/chat/settings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SettingsResource {

    private final ModerationService service;
    private final Changes changes;
    private final RoomDirectory directory;
    private final CoreLoop loop;
    private final CurrentCaller caller;

    SettingsResource(
            ModerationService service, Changes changes, RoomDirectory directory, CoreLoop loop, CurrentCaller caller) {
        this.service = service;
        this.changes = changes;
        this.directory = directory;
        this.loop = loop;
        this.caller = caller;
    }

    @GET
    public Uni<String> settings(@PathParam("id") String id) {
        return directory
                .find(caller.get(), Inputs.streamId(id))
                .map(room -> room.settings().toJson());
    }

    @PUT
    public Uni<String> replaceSettings(@PathParam("id") String id, @Nullable ObjectNode request) {
        return changeSettings(id, request);
    }

    @PATCH
    public Uni<String> changeSettings(@PathParam("id") String id, @Nullable ObjectNode request) {
        var body = Inputs.present(request);
        return service.moderator(caller.get(), Inputs.streamId(id)).flatMap(actor -> {
            var fields = new Fields(body);
            var settings = SettingsPatch.apply(fields, actor.room().settings());
            fields.check();
            return loop.uni(() -> changes.settings(actor, settings)).replaceWith(settings.toJson());
        });
    }
}
