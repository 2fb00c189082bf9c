package pro.livestream.chat.hold;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.FrameJson;

/** A message that was not shown when it was sent; {@code offset} once it stands in its room. */
public record HeldMessage(
        UUID id,
        UUID streamId,
        UUID userId,
        String username,
        String message,
        @Nullable UUID replyTo,
        List<String> reasons,
        String state,
        Instant createdAt,
        @Nullable UUID decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionReason,
        @Nullable Long offset) {

    public static final String PENDING = "pending";
    public static final String APPROVED = "approved";
    public static final String REJECTED = "rejected";
    public static final String EXPIRED = "expired";
    public static final List<String> STATES = List.of(PENDING, APPROVED, REJECTED, EXPIRED);

    public HeldMessage {
        reasons = List.copyOf(reasons);
    }

    /** The same with its place in the room. */
    public HeldMessage at(long place) {
        return new HeldMessage(
                id,
                streamId,
                userId,
                username,
                message,
                replyTo,
                reasons,
                state,
                createdAt,
                decidedBy,
                decidedAt,
                decisionReason,
                place);
    }

    /** As moderators' frames show it. */
    public ObjectNode toJson() {
        var json = FrameJson.object()
                .put("id", id.toString())
                .put("stream_id", streamId.toString())
                .put("user_id", userId.toString())
                .put("username", username)
                .put("message", message)
                .put("state", state)
                .put("created_at", FrameJson.time(createdAt));
        if (replyTo != null) {
            json.put("reply_to", replyTo.toString());
        }
        reasons.forEach(json.putArray("reasons")::add);
        return json;
    }
}
