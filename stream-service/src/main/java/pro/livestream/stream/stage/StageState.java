package pro.livestream.stream.stage;

/** An open stage takes viewers, a draining one loses them, a deleted one is history. */
public enum StageState {
    OPEN("open"),
    DRAINING("draining"),
    DELETED("deleted");

    private final String wireName;

    StageState(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    static StageState named(String wireName) {
        for (var state : values()) {
            if (state.wireName.equals(wireName)) {
                return state;
            }
        }
        throw new IllegalArgumentException("no state of a stage: " + wireName);
    }
}
