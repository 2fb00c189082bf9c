package pro.livestream.chat.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
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
    private final CurrentCaller caller;

    MessagesResource(RoomDirectory directory, HistoryStore history, CurrentCaller caller) {
        this.directory = directory;
        this.history = history;
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
                .flatMap(room -> history.before(asker.tenant(), room.key().streamId(), before, page.limit() + 1))
                .map(rows -> {
                    var stored = Page.of(rows, page, one -> Cursor.of(one.offset()));
                    return new Page<>(
                            stored.items().stream()
                                    .map(one -> FrameJson.own(one.json()))
                                    .toList(),
                            stored.nextCursor());
                });
    }

    private static UUID streamId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("There is no such stream").refused();
        }
    }
}
