package pro.livestream.chat.frame;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client asked for in one text frame. */
public sealed interface ClientFrame {

    /** New text for the room. */
    record Message(
            String text,
            @Nullable String clientId,
            @Nullable UUID replyTo) implements ClientFrame {}

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
