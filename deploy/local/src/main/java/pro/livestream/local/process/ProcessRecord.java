package pro.livestream.local.process;

/** What stands in the data folder about one process: who it is, where it listens, how it is. */
public record ProcessRecord(String name, ProcessKey key, int port, String url, State state) {

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

    /** A process that has ended is down, whatever was written last about it. */
    public ProcessRecord asOfNow() {
        return key.isAlive() || state == State.RESTARTING ? this : new ProcessRecord(name, key, port, url, State.DOWN);
    }
}
