package pro.livestream.chat.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.ChatError;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.frame.ServerFrame;
import pro.livestream.chat.log.RoomKey;

/** Something about a held message, told to some of a room on every node. */
public sealed interface Whisper {

    RoomKey room();

    /** It waits for moderators, who are told. */
    record ToReview(RoomKey room, String held, String username) implements Whisper {}

    /** It stands in its room now; its author is told. */
    record Approved(RoomKey room, UUID author, @Nullable String clientId, UUID id, long offset) implements Whisper {}

    /** It will not be shown; its author is told. */
    record Rejected(RoomKey room, UUID author, @Nullable String clientId) implements Whisper {}

    static boolean isOne(ObjectNode news) {
        return news.has("whisper");
    }

    default String toJson() {
        var json = FrameJson.object()
                .put("tenant", room().tenant())
                .put("room", room().streamId().toString());
        switch (this) {
            case ToReview review ->
                json.put("whisper", "to_review").put("held", review.held()).put("username", review.username());
            case Approved approved ->
                json.put("whisper", "approved")
                        .put("author", approved.author().toString())
                        .put("client_id", approved.clientId())
                        .put("id", approved.id().toString())
                        .put("offset", approved.offset());
            case Rejected rejected ->
                json.put("whisper", "rejected")
                        .put("author", rejected.author().toString())
                        .put("client_id", rejected.clientId());
        }
        return json.toString();
    }

    static Whisper of(ObjectNode json) {
        var room = new RoomKey(json.path("tenant").asText(), id(json, "room"));
        return switch (json.path("whisper").asText()) {
            case "to_review" ->
                new ToReview(
                        room, json.path("held").asText(), json.path("username").asText());
            case "approved" ->
                new Approved(
                        room,
                        id(json, "author"),
                        text(json.path("client_id")),
                        id(json, "id"),
                        json.path("offset").asLong());
            default -> new Rejected(room, id(json, "author"), text(json.path("client_id")));
        };
    }

    private static UUID id(ObjectNode json, String name) {
        return UUID.fromString(json.path(name).asText());
    }

    private static @Nullable String text(JsonNode field) {
        return field.isTextual() ? field.textValue() : null;
    }

    default void tell(Room held) {
        switch (this) {
            case ToReview review -> {
                var frame = new ServerFrame.ToReview(review.held(), review.username());
                for (var connection : held.members()) {
                    if (held.facts().roleOf(connection.member().caller()).moderates()) {
                        connection.send(frame);
                    }
                }
            }
            case Approved approved ->
                tell(
                        held,
                        approved.author(),
                        new ServerFrame.Acknowledged(
                                approved.clientId(), approved.id().toString(), approved.offset()));
            case Rejected rejected ->
                tell(held, rejected.author(), ChatError.MESSAGE_REJECTED.frame(rejected.clientId()));
        }
    }

    private static void tell(Room held, UUID author, ServerFrame frame) {
        for (var connection : held.members()) {
            if (connection.member().userId().equals(author)) {
                connection.send(frame);
            }
        }
    }
}
