package pro.livestream.stream.seat;

/** Viewers and publishers have seats of their own. */
public enum SeatRole {
    VIEWER("viewer"),
    PUBLISHER("publisher");

    private final String wireName;

    SeatRole(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    static SeatRole named(String wireName) {
        return VIEWER.wireName.equals(wireName) ? VIEWER : PUBLISHER;
    }
}
