package pro.livestream.chat.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.history.HistoryStore;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;

/** A room's stored messages over HTTP, newest first. */
@Path("/api/streams/{id}/chat/messages")
public class MessagesResource {

    private final RoomDirectory directory;
    private final HistoryStore history;
    private final RoomMemory memory;
    private final CurrentCaller caller;

    MessagesResource(RoomDirectory directory, HistoryStore history, RoomMemory memory, CurrentCaller caller) {
        this.directory = directory;
        this.history = history;
        this.memory = memory;
        this.caller = caller;
    }

    @GET
    public Uni<Page<ObjectNode>> messages(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.from(limit, cursor);
        var before = page.after(1).map(place -> place.number(0)).orElse(null);
        var asker = caller.get();
        return directory
                .find(asker, streamId(id))
                .flatMap(room -> room.settings().retention().isMemoryOnly()
                        ? memory.read(room.key(), before, page.limit() + 1, one -> true)
                        : history.before(asker.tenant(), room.key().streamId(), before, page.limit() + 1)
                                .map(MessagesResource::comments))
                .map(rows ->
                        Page.of(rows, page, one -> Cursor.of(one.path("offset").asLong())));
    }

    private static List<ObjectNode> comments(List<HistoryStore.Stored> stored) {
        return stored.stream().map(one -> FrameJson.own(one.json())).toList();
    }

    private static UUID streamId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("There is no such stream").refused();
        }
    }
}
