package pro.livestream.local.process;

/** What stands in the data folder about one process: who it is, where it listens, how it is. */
public record ProcessRecord(int order, String name, ProcessKey key, int port, String url, State state) {
    /** Processes whose order is in the same hundred are stopped together. */
    public static final int STAGE = 100;

    /** States as {@code ./livestream status} prints them. */
    public enum State {
        STARTING("starting"),
        READY("ready"),
        RESTARTING("restarting"),
        DOWN("down");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        static State labelled(String label) {
            for (var state : values()) {
                if (state.label.equals(label)) {
                    return state;
                }
            }
            return DOWN;
        }
    }

    int stage() {
        return order / STAGE;
    }

    /** A process that has ended is down, whatever was written last about it, unless somebody is to start it again. */
    public ProcessRecord asOfNow(boolean supervised) {
        return key.isAlive() || (supervised && state == State.RESTARTING)
                ? this
                : new ProcessRecord(order, name, key, port, url, State.DOWN);
    }
}
