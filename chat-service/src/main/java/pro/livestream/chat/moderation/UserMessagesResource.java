package pro.livestream.chat.moderation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.history.HistoryStore;
import pro.livestream.chat.history.RecordStore;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;

/** What one user said in the rooms of a channel, as its moderators may see it. */
@Path("/api/streams/{id}/chat/users/{user}/messages")
public class UserMessagesResource {

    private static final UUID LAST_ID = new UUID(-1, -1);

    private final ModerationService service;
    private final RecordStore records;
    private final CurrentCaller caller;

    UserMessagesResource(ModerationService service, RecordStore records, CurrentCaller caller) {
        this.service = service;
        this.records = records;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "What a user said in all rooms of the channel",
            description = "For moderators, the newest first. Comment objects with deleted: true or false.")
    public Uni<Page<ObjectNode>> messages(
            @PathParam("id") String id,
            @PathParam("user") String user,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.from(limit, cursor);
        var after = page.after(2);
        var before = after.map(place -> place.instant(0)).orElse(null);
        var beforeId = after.map(place -> place.uuid(1)).orElse(LAST_ID);
        var userId = userId(user);
        var asker = caller.get();
        return service.moderator(asker, streamId(id))
                .flatMap(actor -> records.ofUser(
                        asker.tenant(), actor.room().channelId(), userId, before, beforeId, page.limit() + 1))
                .map(rows -> {
                    var said = Page.of(
                            rows,
                            page,
                            one -> Cursor.of(
                                    one.comment().createdAt(), one.comment().id()));
                    return new Page<>(
                            said.items().stream()
                                    .map(UserMessagesResource::view)
                                    .toList(),
                            said.nextCursor());
                });
    }

    static ObjectNode view(HistoryStore.Stored stored) {
        return FrameJson.own(stored.json()).put("deleted", stored.deleted());
    }

    private static UUID streamId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("There is no such stream").refused();
        }
    }

    private static UUID userId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Refusal.validation("user", "must be a UUID").refused();
        }
    }
}
