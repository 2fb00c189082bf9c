package pro.livestream.stream.media;

/** A signal that may not come in now. */
public final class IngestRefused extends RuntimeException {

    /** Why. */
    public enum Reason {
        /** No stream key of ours. */
        UNKNOWN_KEY,
        /** The key's owner has no open stream, or the stream is over. */
        NOT_LIVE,
        /** Another publisher holds it. */
        TAKEN,
        /** The tenant's data cannot be reached at the moment. */
        UNAVAILABLE
    }

    private final Reason reason;

    public IngestRefused(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
