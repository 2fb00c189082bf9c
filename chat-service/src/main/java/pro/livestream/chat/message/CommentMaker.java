package pro.livestream.chat.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.fanout.Connection;
import pro.livestream.chat.frame.Comment;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.room.Role;
import pro.livestream.chat.room.Room;
import pro.livestream.contracts.event.MentionedUser;

/** Dresses a text with what viewers see beside it: badge, called users, links, the quoted message. */
final class CommentMaker {

    private CommentMaker() {}

    static Comment make(
            Room room,
            Connection.Member author,
            UUID id,
            String text,
            @Nullable UUID replyTo,
            @Nullable String attachments,
            Instant now) {
        var quoted = replyTo == null ? null : room.find(replyTo);
        return new Comment(
                id,
                room.key().streamId(),
                author.userId(),
                author.username(),
                text,
                now,
                "message",
                quoted == null ? null : replyTo,
                withFiles(details(room, room.facts().roleOf(author.caller()).wireName(), text, quoted), attachments),
                null);
    }

    /** The details of an edited message: what it answers and its files stay. */
    static String edited(@Nullable Room room, String role, String text, ObjectNode original) {
        var details = FrameJson.own(details(room, role, text, null));
        for (var field : List.of("reply", "attachments")) {
            if (original.has(field)) {
                details.set(field, original.get(field));
            }
        }
        return details.toString();
    }

    private static String withFiles(String details, @Nullable String attachments) {
        if (attachments == null) {
            return details;
        }
        var more = details.equals(Comment.NO_DETAILS) ? "" : "," + details.substring(1, details.length() - 1);
        return "{\"attachments\":" + attachments + more + "}";
    }

    /** The JSON object of details; {@code "{}"} for a plain text by a viewer. */
    static String details(@Nullable Room room, String role, String text, @Nullable String quoted) {
        var links = TextPolicy.links(text);
        var names = room == null ? List.<String>of() : TextPolicy.names(text);
        boolean badge = Role.named(role).moderates();
        if (!badge && links.isEmpty() && names.isEmpty() && quoted == null) {
            return Comment.NO_DETAILS;
        }
        return FrameJson.write(out -> {
            out.writeStartObject();
            if (badge) {
                out.writeArrayFieldStart("badges");
                out.writeString(role);
                out.writeEndArray();
            }
            if (!names.isEmpty() && room != null) {
                var called = called(room, names);
                if (!called.isEmpty()) {
                    out.writeArrayFieldStart("mentions");
                    for (var user : called.entrySet()) {
                        out.writeStartObject();
                        out.writeStringField("user_id", user.getValue().userId().toString());
                        out.writeStringField("username", user.getValue().username());
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                }
            }
            if (!links.isEmpty()) {
                out.writeArrayFieldStart("links");
                for (var link : links) {
                    out.writeStartObject();
                    out.writeNumberField("start", link.start());
                    out.writeNumberField("end", link.end());
                    out.writeStringField("url", link.url());
                    out.writeEndObject();
                }
                out.writeEndArray();
            }
            if (quoted != null) {
                var original = FrameJson.own(quoted);
                out.writeObjectFieldStart("reply");
                out.writeStringField("id", original.path("id").asText());
                out.writeStringField("username", original.path("username").asText());
                out.writeStringField(
                        "excerpt", TextPolicy.excerpt(original.path("message").asText()));
                out.writeEndObject();
            }
            out.writeEndObject();
        });
    }

    /** Of the names those of people who are here, or whose words still are. */
    private static Map<String, MentionedUser> called(Room room, List<String> names) {
        var called = new TreeMap<String, MentionedUser>(String.CASE_INSENSITIVE_ORDER);
        var wanted = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        wanted.addAll(names);
        for (var connection : room.members()) {
            var member = connection.member();
            if (wanted.remove(member.username())) {
                called.put(member.username(), new MentionedUser(member.userId(), member.username()));
            }
        }
        for (var name : wanted) {
            var speaker = room.speaker(name);
            if (speaker != null) {
                called.put(name, speaker);
            }
        }
        return called;
    }
}
