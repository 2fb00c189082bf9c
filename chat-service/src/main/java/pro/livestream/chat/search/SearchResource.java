package pro.livestream.chat.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.history.HistoryStore;
import pro.livestream.chat.history.SearchStore;
import pro.livestream.chat.room.RoomDirectory;
import pro.livestream.chat.room.RoomMemory;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;

/** Finds messages of a room, newest first, for everybody who may read it. */
@Path("/api/streams/{id}/chat/search")
public class SearchResource {

    private final RoomDirectory directory;
    private final SearchStore store;
    private final RoomMemory memory;
    private final CurrentCaller caller;

    SearchResource(RoomDirectory directory, SearchStore store, RoomMemory memory, CurrentCaller caller) {
        this.directory = directory;
        this.store = store;
        this.memory = memory;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Search a room's messages",
            description = "All words must be there, each by its beginning; of Japanese, Chinese, Korean and Thai any"
                    + " part is found. Case and width don't matter. Deleted messages are not found.")
    public Uni<Page<ObjectNode>> search(
            @PathParam("id") String id,
            @Parameter(description = "Up to 200 characters; needed unless user is given") @QueryParam("q") @Nullable String text,
            @Parameter(description = "The author's id or username") @QueryParam("user") @Nullable String user,
            @Parameter(description = "From this moment on, RFC 3339") @QueryParam("from") @Nullable String from,
            @Parameter(description = "Before this moment, RFC 3339") @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.from(limit, cursor);
        var before = page.after(1).map(place -> place.number(0)).orElse(null);
        var search = SearchRequest.read(text, user, from, to, before);
        var asker = caller.get();
        return directory
                .find(asker, streamId(id))
                .flatMap(room -> room.settings().retention().isMemoryOnly()
                        ? memory.read(room.key(), before, page.limit() + 1, one -> SearchRequest.matches(search, one))
                        : store.find(asker.tenant(), room.key().streamId(), search, page.limit() + 1)
                                .map(SearchResource::comments))
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
