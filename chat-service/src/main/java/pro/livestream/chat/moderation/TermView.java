package pro.livestream.chat.moderation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import pro.livestream.chat.frame.FrameJson;

/**
 * A term of a channel: {@code kind} is {@code exact}, {@code word} or {@code regex}, {@code action} is {@code allow},
 * {@code hold} or {@code block}.
 */
public record TermView(
        UUID id, String kind, String term, String action, UUID createdBy, Instant createdAt, Instant updatedAt) {

    ObjectNode toJson() {
        return FrameJson.object()
                .put("id", id.toString())
                .put("kind", kind)
                .put("term", term)
                .put("action", action);
    }
}
