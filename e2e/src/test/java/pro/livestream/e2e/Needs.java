package pro.livestream.e2e;

/** What stories share that run side by side: a story that kills a service holds its lock, one that only uses it reads it. */
final class Needs {
    static final String CHAT = "chat-service";
    static final String ARCHIVE = "archive-service";
    static final String PAYMENT = "payment-service";
    static final String NOTIFICATION = "notification-service";

    /** The stages of the one tenant that the API key belongs to; there are few. */
    static final String STAGES = "stages";

    private Needs() {}
}
