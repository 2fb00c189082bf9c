package pro.livestream.chat.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server tells one connection or a whole room; comments are JSON objects that were written once. */
public sealed interface ServerFrame {

    /** The first frame: where the room stands; {@code superchats} are those that stay on top now. */
    record Welcome(
            String streamId,
            String userId,
            String username,
            String role,
            String settings,
            long epoch,
            long offset,
            @Nullable String pinned,
            List<String> superchats,
            List<String> recent)
            implements ServerFrame {}

    /** A message; {@code clientId} is set only for its sender. */
    record Commented(String comment, @Nullable String clientId) implements ServerFrame {}

    /** An edit, delete, pin, clear or settings change as a whole JSON frame that holds its offset. */
    record Changed(String frame) implements ServerFrame {}

    /** A message is stored, or only in memory where the room keeps nothing; {@code offset} is its place. */
    record Acknowledged(@Nullable String clientId, String id, long offset, boolean inMemory) implements ServerFrame {

        public Acknowledged(@Nullable String clientId, String id, long offset) {
            this(clientId, id, offset, false);
        }
    }

    /** A message is stored, but shown only if a moderator approves it. */
    record Held(@Nullable String clientId, String id) implements ServerFrame {}

    /** For moderators: a message waits for them; {@code held} is its JSON object. */
    record ToReview(String held, String username) implements ServerFrame {}

    /** What was missed since an offset. */
    record Resumed(boolean recovered, List<String> comments, List<String> changes, long epoch, long offset)
            implements ServerFrame {}

    /** Older messages, in order. */
    record Past(List<String> comments, boolean more) implements ServerFrame {}

    /** Reactions of the last tenth of a second. */
    record Reactions(List<StampCount> items) implements ServerFrame {}

    /** One reaction, for the protocol that shows each. */
    record Reacted(String username, int stampId, String stampName, String stampImageUrl) implements ServerFrame {}

    /** How many watch the stream. */
    record Viewers(long count) implements ServerFrame {}

    /** Something about the room that is no message. */
    record Notice(String messageType, String message) implements ServerFrame {}

    /** The answer to a ping. */
    record Pong() implements ServerFrame {}

    /** A refusal; the connection stays open. */
    record Refused(
            String code,
            String message,
            @Nullable String clientId,
            @Nullable Long retryAfterMs) implements ServerFrame {}

    /** How often a stamp was used. */
    record StampCount(int stampId, int count) {}
}
