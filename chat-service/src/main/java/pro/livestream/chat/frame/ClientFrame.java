package pro.livestream.chat.frame;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client asked for in one text frame. */
public sealed interface ClientFrame {

    /** New text for the room; with {@code attachments}, files that its author uploaded before, the text may be blank. */
    record Message(
            String text,
            @Nullable String clientId,
            @Nullable UUID replyTo,
            List<UUID> attachments) implements ClientFrame {

        public static final int ATTACHMENTS_MAX = 4;

        public Message {
            attachments = List.copyOf(attachments);
        }

        public Message(String text, @Nullable String clientId, @Nullable UUID replyTo) {
            this(text, clientId, replyTo, List.of());
        }
    }

    /** A stamp shown for a moment. */
    record Reaction(int stampId) implements ClientFrame {}

    /** Replaces the text of an own message. */
    record Edit(UUID id, String text) implements ClientFrame {}

    /** Removes a message. */
    record Delete(UUID id) implements ClientFrame {}

    /** Makes a message the room's pinned one. */
    record Pin(UUID id) implements ClientFrame {}

    /** Takes the pinned message down. */
    record Unpin() implements ClientFrame {}

    /** Asks for what came after an offset of an epoch. */
    record Resume(String epoch, long offset) implements ClientFrame {}

    /** Asks for messages older than an offset; null asks for the newest. */
    record History(@Nullable Long before, int limit) implements ClientFrame {}

    /** Asks whether the server is there. */
    record Ping() implements ClientFrame {}

    /** What could not be understood; several in a row close the connection. */
    record Malformed(String code, String message) implements ClientFrame {}
}
