package pro.livestream.gateway.route;

/** The services behind the gateway, by the names that processes, settings and health use. */
public enum Service {
    CHAT("chat-service"),
    STREAM("stream-service"),
    ARCHIVE("archive-service"),
    PAYMENT("payment-service"),
    NOTIFICATION("notification-service");

    private final String wireName;

    Service(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
