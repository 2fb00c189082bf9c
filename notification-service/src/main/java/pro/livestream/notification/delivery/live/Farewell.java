package pro.livestream.notification.delivery.live;

/** Why the service closes a connection; the codes are those of WebSocket. */
enum Farewell {
    RESTART(1012, "The service restarts"),
    TOO_SLOW(1013, "Too slow"),
    SESSION_ENDED(4001, "The session has ended");

    private final int code;
    private final String text;

    Farewell(int code, String text) {
        this.code = code;
        this.text = text;
    }

    short code() {
        return (short) code;
    }

    String text() {
        return text;
    }
}
