package pro.livestream.chat.frame;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;

/** Everything that chat says no to, the same on sockets and over HTTP. */
public enum ChatError {
    MESSAGE_TOO_LONG(400, "Message too long (max 500 chars)"),
    RATE_LIMITED(429, "You are sending too fast"),
    SLOW_MODE(429, "Slow mode is on"),
    BANNED(403, "You are banned from this chat"),
    TIMED_OUT(403, "You may not write for a while"),
    MUTED(403, "You are muted in this chat"),
    FOLLOWERS_ONLY(403, "Only followers may write here"),
    EMOTES_ONLY(403, "Only emoji may be sent here now"),
    BLOCKED_TERM(403, "This message has words that are not allowed here"),
    SPAM(403, "This message looks like spam"),
    BLOCKED_BY_REVIEW(403, "This message was not accepted"),
    MESSAGE_REJECTED(403, "A moderator did not accept this message"),
    HOLD_QUEUE_FULL(503, "Too many messages wait for a moderator; send it again later"),
    ALREADY_DECIDED(409, "Somebody has decided about this message already"),
    CHAT_CLOSED(403, "The chat is closed"),
    LINKS_NOT_ALLOWED(403, "Links are not allowed here"),
    FORBIDDEN(403, "You may not do this"),
    NOT_FOUND(404, "There is no such message"),
    UNKNOWN_ATTACHMENT(404, "There is no such file of yours"),
    ATTACHMENTS_NOT_ALLOWED(403, "Files are not allowed here"),
    UNKNOWN_STAMP(404, "There is no such stamp"),
    UNAVAILABLE(503, "Chat can't take this right now; send it again"),
    FRAME_TOO_LARGE(413, "A frame may have at most 16 KiB"),
    BINARY_NOT_SUPPORTED(400, "Send text frames"),
    TOO_MANY_BAD_FRAMES(400, "Too many bad frames");

    private final int status;
    private final String message;

    ChatError(int status, String message) {
        this.status = status;
        this.message = message;
    }

    public ServerFrame.Refused frame(@Nullable String clientId) {
        return new ServerFrame.Refused(name(), message, clientId, null);
    }

    public ServerFrame.Refused frame(@Nullable String clientId, long retryAfterMs) {
        return new ServerFrame.Refused(name(), message, clientId, retryAfterMs);
    }

    /** {@code retryAfter} null: it is of no use to try again. */
    public ServerFrame.Refused frame(@Nullable String clientId, @Nullable Duration retryAfter) {
        return new ServerFrame.Refused(
                name(), message, clientId, retryAfter == null ? null : Math.max(1, retryAfter.toMillis()));
    }

    public RefusedException refused() {
        return new Refusal(status, name(), message, List.of(), null).refused();
    }

    public RefusedException refused(@Nullable Duration retryAfter) {
        return new Refusal(status, name(), message, List.of(), retryAfter).refused();
    }
}
