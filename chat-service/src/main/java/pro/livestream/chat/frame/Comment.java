package pro.livestream.chat.frame;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.MentionedUser;

/**
 * A message as viewers see it; {@code details} is a JSON object with badges, mentions, links and the quoted message,
 * written once when the message is made, and {@code "{}"} for most.
 */
public record Comment(
        UUID id,
        UUID streamId,
        UUID userId,
        String username,
        String message,
        Instant createdAt,
        String messageType,
        @Nullable UUID replyTo,
        String details,
        @Nullable Instant editedAt) {

    public static final String NO_DETAILS = "{}";
    /** The type of a message that was paid for. */
    public static final String SUPERCHAT = "superchat";

    /** What a super chat cost: {@code amount} in the minor unit of {@code currency}. */
    public record Paid(long amount, String currency, int tier) {}

    /** Null for what is no super chat. */
    public @Nullable Paid paid() {
        if (!messageType.equals(SUPERCHAT)) {
            return null;
        }
        var extra = FrameJson.own(details);
        return new Paid(
                extra.path("amount").asLong(),
                extra.path("currency").asText(),
                extra.path("tier").asInt());
    }

    /** Whom it calls by name. */
    public List<MentionedUser> mentions() {
        if (!details.contains("\"mentions\"")) {
            return List.of();
        }
        var users = new ArrayList<MentionedUser>();
        for (var user : FrameJson.own(details).path("mentions")) {
            users.add(new MentionedUser(
                    UUID.fromString(user.path("user_id").asText()),
                    user.path("username").asText()));
        }
        return users;
    }

    /** The wire object without {@code offset} and {@code client_id}. */
    public String toJson() {
        return FrameJson.write(out -> {
            out.writeStartObject();
            out.writeStringField("id", id.toString());
            out.writeStringField("stream_id", streamId.toString());
            out.writeStringField("user_id", userId.toString());
            out.writeStringField("username", username);
            out.writeStringField("message", message);
            out.writeStringField("created_at", FrameJson.time(createdAt));
            out.writeStringField("message_type", messageType);
            if (replyTo != null) {
                out.writeStringField("reply_to", replyTo.toString());
            }
            if (editedAt != null) {
                out.writeStringField("edited_at", FrameJson.time(editedAt));
            }
            if (!details.equals(NO_DETAILS)) {
                out.writeRaw(',');
                out.writeRaw(details.substring(1, details.length() - 1));
            }
            out.writeEndObject();
        });
    }
}
