package pro.livestream.chat.fanout;

/** Why the server closes a socket; the code tells the client whether to come back. */
public record CloseReason(int code, String reason) {

    public static final CloseReason TOO_MANY_BAD_FRAMES = new CloseReason(1008, "Too many bad frames");
    public static final CloseReason FRAME_TOO_LARGE = new CloseReason(1009, "Frame too large");
    public static final CloseReason TOO_SLOW = new CloseReason(1013, "Too slow, come back and resume");
    public static final CloseReason SESSION_ENDED = new CloseReason(4001, "Session ended");
    public static final CloseReason BANNED = new CloseReason(4003, "Banned");
    public static final CloseReason STREAM_ENDED = new CloseReason(4004, "Stream ended");
    public static final CloseReason NO_ANSWER = new CloseReason(1001, "No answer to pings");

    /** The server goes away; the client returns after a delay of its own. */
    public static CloseReason goingAway(long delayMs) {
        return new CloseReason(1001, "reconnect_after_ms=" + delayMs);
    }
}
