package pro.livestream.chat.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.ClientFrame;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.frame.Protocol;
import pro.livestream.chat.frame.ServerFrame;

/** Protocol B, {@code /ws/chat/stream_{stream_id}/}: flat messages for classic browser clients, nothing to resume. */
final class ClassicProtocol implements Protocol {

    @Override
    public ClientFrame decode(byte[] text) {
        JsonNode frame;
        try {
            frame = FrameJson.read(text);
        } catch (IOException e) {
            return malformed("Malformed JSON");
        }
        if (!frame.isObject()) {
            return malformed("A frame is a JSON object");
        }
        var type = frame.path("type");
        if (type.isMissingNode() || type.isNull()) {
            return message(frame);
        }
        return switch (type.asText()) {
            case "message" -> message(frame);
            case "reaction" -> reaction(frame);
            case "ping" -> new ClientFrame.Ping();
            default -> new ClientFrame.Malformed("UNKNOWN_TYPE", "Unknown frame type");
        };
    }

    private static ClientFrame message(JsonNode frame) {
        var message = frame.path("message");
        return message.isTextual()
                ? new ClientFrame.Message(message.textValue(), null, null)
                : malformed("message must be a string");
    }

    private static ClientFrame reaction(JsonNode frame) {
        var stamp = frame.path("stamp_id");
        return stamp.isIntegralNumber() && stamp.canConvertToInt()
                ? new ClientFrame.Reaction(stamp.intValue())
                : malformed("stamp_id must be an integer");
    }

    @Override
    public byte @Nullable [] encode(ServerFrame frame) {
        var json = json(frame);
        return json == null ? null : json.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String json(ServerFrame frame) {
        return switch (frame) {
            case ServerFrame.Commented commented -> {
                var comment = FrameJson.own(commented.comment());
                yield said(
                        comment.path("username").asText(),
                        text(comment),
                        "message",
                        comment.path("id").asText());
            }
            case ServerFrame.Notice notice -> said(notice.username(), notice.message(), notice.messageType(), null);
            case ServerFrame.Reacted reacted ->
                FrameJson.write(out -> {
                    out.writeStartObject();
                    out.writeStringField("type", "reaction");
                    out.writeNumberField("stamp_id", reacted.stampId());
                    out.writeStringField("stamp_name", reacted.stampName());
                    out.writeStringField("stamp_image_url", reacted.stampImageUrl());
                    out.writeStringField("username", reacted.username());
                    if (reacted.count() > 1) {
                        out.writeNumberField("count", reacted.count());
                    }
                    out.writeEndObject();
                });
            case ServerFrame.Refused refused -> StandardProtocol.refusal(refused);
            case ServerFrame.Held held -> said("", "Your message waits for a moderator", "moderation", held.id());
            case ServerFrame.ToReview review ->
                said("", "A message of " + review.username() + " waits for you", "moderation", null);
            case ServerFrame.Pong pong -> "{\"type\":\"pong\"}";
            case ServerFrame.Welcome welcome -> null;
            case ServerFrame.Changed changed -> null;
            case ServerFrame.Acknowledged acknowledged -> null;
            case ServerFrame.Resumed resumed -> null;
            case ServerFrame.Sampled sampled -> null;
            case ServerFrame.Past past -> null;
            case ServerFrame.Reactions reactions -> null;
            case ServerFrame.Viewers viewers -> null;
        };
    }

    /** A super chat is a message that begins with what was paid. */
    private static String text(ObjectNode comment) {
        var message = comment.path("message").asText();
        if (!comment.has("amount")) {
            return message;
        }
        var currency = comment.path("currency").asText();
        var paid = BigDecimal.valueOf(
                                comment.path("amount").asLong(),
                                Currency.getInstance(currency).getDefaultFractionDigits())
                        .toPlainString()
                + " " + currency;
        return message.isEmpty() ? paid : paid + ": " + message;
    }

    private static String said(String username, String message, String type, @Nullable String id) {
        return FrameJson.write(out -> {
            out.writeStartObject();
            out.writeStringField("username", username);
            out.writeStringField("message", message);
            out.writeStringField("message_type", type);
            out.writeNullField("timestamp");
            if (id != null) {
                out.writeStringField("id", id);
            }
            out.writeEndObject();
        });
    }

    private static ClientFrame malformed(String message) {
        return new ClientFrame.Malformed("MALFORMED_REQUEST", message);
    }
}
