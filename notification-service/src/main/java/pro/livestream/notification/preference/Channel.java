package pro.livestream.notification.preference;

/** A way that notifications take. */
public enum Channel {
    IN_APP("in_app"),
    EMAIL("email"),
    PUSH("push");

    private final String wireName;

    Channel(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
