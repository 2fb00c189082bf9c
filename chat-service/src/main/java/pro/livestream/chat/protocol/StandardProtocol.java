package pro.livestream.chat.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.ClientFrame;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.frame.Protocol;
import pro.livestream.chat.frame.RoomView;
import pro.livestream.chat.frame.ServerFrame;

/** Protocol A, {@code /ws/streams/{stream_id}/chat}: typed frames both ways, acknowledged and resumable. */
final class StandardProtocol implements Protocol {

    private static final int HISTORY_MAX = 100;
    private static final int CLIENT_ID_LENGTH_MAX = 64;

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
        if (!type.isTextual()) {
            return malformed("type is missing");
        }
        try {
            return switch (type.textValue()) {
                case "message" ->
                    new ClientFrame.Message(
                            string(frame, "text"), clientId(frame), optionalId(frame, "reply_to"), attachments(frame));
                case "ping" -> new ClientFrame.Ping();
                case "reaction" -> new ClientFrame.Reaction(integer(frame, "stamp_id"));
                case "edit" -> new ClientFrame.Edit(id(frame, "id"), string(frame, "text"));
                case "delete" -> new ClientFrame.Delete(id(frame, "id"));
                case "pin" -> new ClientFrame.Pin(id(frame, "id"));
                case "unpin" -> new ClientFrame.Unpin();
                case "resume" -> new ClientFrame.Resume(frame.path("epoch").asText(""), number(frame, "offset"));
                case "history" -> new ClientFrame.History(before(frame), limit(frame));
                default -> new ClientFrame.Malformed("UNKNOWN_TYPE", "Unknown frame type");
            };
        } catch (WrongField e) {
            return malformed(e.getMessage());
        }
    }

    @Override
    public byte @Nullable [] encode(ServerFrame frame) {
        if (frame instanceof ServerFrame.Welcome welcome) {
            return welcome(welcome);
        }
        if (frame instanceof ServerFrame.Resumed resumed) {
            return resumed.spelling().once(() -> resumed(resumed).getBytes(StandardCharsets.UTF_8));
        }
        var json = json(frame);
        return json == null ? null : json.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String json(ServerFrame frame) {
        return switch (frame) {
            case ServerFrame.Commented commented -> comment(commented);
            case ServerFrame.Changed changed -> changed.frame();
            case ServerFrame.Welcome welcome -> new String(welcome(welcome), StandardCharsets.UTF_8);
            case ServerFrame.Acknowledged ack ->
                typed("ack", out -> {
                    optional(out, "client_id", ack.clientId());
                    out.writeStringField("id", ack.id());
                    out.writeNumberField("offset", ack.offset());
                    if (ack.inMemory()) {
                        out.writeStringField("stored", "memory");
                    }
                });
            case ServerFrame.Held held ->
                typed("held", out -> {
                    optional(out, "client_id", held.clientId());
                    out.writeStringField("id", held.id());
                });
            case ServerFrame.ToReview review ->
                typed("to_review", out -> {
                    out.writeFieldName("held");
                    out.writeRawValue(review.held());
                });
            case ServerFrame.Resumed resumed -> resumed(resumed);
            case ServerFrame.Sampled sampled ->
                typed("sampled", out -> {
                    out.writeNumberField("from", sampled.from());
                    out.writeNumberField("to", sampled.to());
                    out.writeNumberField("ratio", Math.round(sampled.ratio() * 1000) / 1000.0);
                });
            case ServerFrame.Past past ->
                typed("history", out -> {
                    raw(out, "comments", past.comments());
                    out.writeBooleanField("more", past.more());
                });
            case ServerFrame.Reactions reactions ->
                typed("reactions", out -> {
                    out.writeArrayFieldStart("items");
                    for (var item : reactions.items()) {
                        out.writeStartObject();
                        out.writeNumberField("stamp_id", item.stampId());
                        out.writeNumberField("count", item.count());
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                });
            case ServerFrame.Reacted reacted -> null;
            case ServerFrame.Viewers viewers -> "{\"type\":\"viewers\",\"count\":" + viewers.count() + "}";
            case ServerFrame.Notice notice ->
                typed("notice", out -> {
                    out.writeStringField("message_type", notice.messageType());
                    out.writeStringField("message", notice.message());
                });
            case ServerFrame.Pong pong -> "{\"type\":\"pong\"}";
            case ServerFrame.Refused refused -> refusal(refused);
        };
    }

    private static String resumed(ServerFrame.Resumed resumed) {
        return typed("resumed", out -> {
            out.writeBooleanField("recovered", resumed.recovered());
            raw(out, "comments", resumed.comments());
            raw(out, "changes", resumed.changes());
            out.writeStringField("epoch", Long.toString(resumed.epoch()));
            out.writeNumberField("offset", resumed.offset());
        });
    }

    /** An error frame; both protocols spell it alike. */
    static String refusal(ServerFrame.Refused refused) {
        return typed("error", out -> {
            out.writeStringField("message", refused.message());
            out.writeStringField("code", refused.code());
            optional(out, "client_id", refused.clientId());
            if (refused.retryAfterMs() != null) {
                out.writeNumberField("retry_after_ms", refused.retryAfterMs());
            }
        });
    }

    private static String comment(ServerFrame.Commented commented) {
        var object = commented.comment();
        if (commented.clientId() == null) {
            return "{\"comment\":" + object + "}";
        }
        return FrameJson.write(out -> {
            out.writeStartObject();
            out.writeFieldName("comment");
            out.writeRawValue(object.substring(0, object.length() - 1));
            out.writeRaw(",\"client_id\":");
            out.writeRaw(FrameJson.write(id -> id.writeString(commented.clientId())));
            out.writeRaw('}');
            out.writeEndObject();
        });
    }

    /** The viewer's own part, then the room's, which is spelled once for all who come at the same moment. */
    private static byte[] welcome(ServerFrame.Welcome welcome) {
        var own = FrameJson.write(out -> {
            out.writeStartObject();
            out.writeStringField("type", "welcome");
            out.writeStringField("stream_id", welcome.streamId());
            out.writeObjectFieldStart("user");
            out.writeStringField("user_id", welcome.userId());
            out.writeStringField("username", welcome.username());
            out.writeEndObject();
            out.writeStringField("role", welcome.role());
            out.writeEndObject();
        });
        byte[] head = own.getBytes(StandardCharsets.UTF_8);
        byte[] rest = welcome.room().spelling().once(() -> spelled(welcome.room()));
        byte[] whole = Arrays.copyOf(head, head.length + rest.length - 1);
        whole[head.length - 1] = ',';
        System.arraycopy(rest, 1, whole, head.length, rest.length - 1);
        return whole;
    }

    private static byte[] spelled(RoomView room) {
        return FrameJson.write(out -> {
                    out.writeStartObject();
                    out.writeFieldName("settings");
                    out.writeRawValue(room.settings());
                    out.writeStringField("epoch", Long.toString(room.epoch()));
                    out.writeNumberField("offset", room.offset());
                    out.writeFieldName("pinned");
                    out.writeRawValue(room.pinned() == null ? "null" : room.pinned());
                    raw(out, "superchats", room.superchats());
                    raw(out, "recent", room.recent());
                    out.writeEndObject();
                })
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String typed(String type, FrameJson.Writing fields) {
        return FrameJson.write(out -> {
            out.writeStartObject();
            out.writeStringField("type", type);
            fields.to(out);
            out.writeEndObject();
        });
    }

    private static void raw(JsonGenerator out, String name, List<String> objects) throws IOException {
        out.writeArrayFieldStart(name);
        for (var object : objects) {
            out.writeRawValue(object);
        }
        out.writeEndArray();
    }

    private static void optional(JsonGenerator out, String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(name, value);
        }
    }

    private static ClientFrame malformed(String message) {
        return new ClientFrame.Malformed("MALFORMED_REQUEST", message);
    }

    private static String string(JsonNode frame, String name) {
        var value = frame.path(name);
        if (!value.isTextual()) {
            throw new WrongField(name + " must be a string");
        }
        return value.textValue();
    }

    private static @Nullable String clientId(JsonNode frame) {
        var value = frame.path("client_id");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > CLIENT_ID_LENGTH_MAX) {
            throw new WrongField("client_id must be a string of 1 to " + CLIENT_ID_LENGTH_MAX + " characters");
        }
        return value.textValue();
    }

    private static @Nullable UUID optionalId(JsonNode frame, String name) {
        return frame.path(name).isMissingNode() || frame.path(name).isNull() ? null : id(frame, name);
    }

    private static UUID id(JsonNode frame, String name) {
        return id(string(frame, name), name);
    }

    private static UUID id(String text, String name) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new WrongField(name + " must be a UUID");
        }
    }

    private static List<UUID> attachments(JsonNode frame) {
        var value = frame.path("attachments");
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > ClientFrame.Message.ATTACHMENTS_MAX) {
            throw new WrongField(
                    "attachments must be an array of at most " + ClientFrame.Message.ATTACHMENTS_MAX + " ids");
        }
        var ids = new LinkedHashSet<UUID>();
        for (var one : value) {
            ids.add(id(one.asText(), "attachments"));
        }
        return List.copyOf(ids);
    }

    private static int integer(JsonNode frame, String name) {
        var value = frame.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new WrongField(name + " must be an integer");
        }
        return value.intValue();
    }

    private static long number(JsonNode frame, String name) {
        var value = frame.path(name);
        if (value.isTextual() && value.textValue().matches("[0-9]{1,18}")) {
            return Long.parseLong(value.textValue());
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new WrongField(name + " must be an offset");
        }
        return value.longValue();
    }

    private static @Nullable Long before(JsonNode frame) {
        return frame.path("before").isMissingNode() || frame.path("before").isNull() ? null : number(frame, "before");
    }

    private static int limit(JsonNode frame) {
        if (frame.path("limit").isMissingNode()) {
            return 50;
        }
        var limit = integer(frame, "limit");
        if (limit < 1 || limit > HISTORY_MAX) {
            throw new WrongField("limit must be from 1 to " + HISTORY_MAX);
        }
        return limit;
    }

    /** A field of a wrong type or range; caught in this class only. */
    private static final class WrongField extends RuntimeException {
        private WrongField(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
