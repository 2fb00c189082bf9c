package pro.livestream.bench;

import java.util.List;

/** How much chat: connections in one room, messages a second over all senders, seconds of the window, bytes of a text. */
record ChatLoad(int conns, int rate, int seconds, int text) {
    /** A user may send 10 messages a second, so this many send. */
    private static final int RATE_OF_SENDER_MAX = 8;

    static ChatLoad from(List<String> arguments) {
        return new ChatLoad(
                number(arguments, "--conns", 1_000),
                number(arguments, "--rate", 100),
                number(arguments, "--seconds", 10),
                number(arguments, "--text", 100));
    }

    int senders() {
        return Math.min(conns, (rate + RATE_OF_SENDER_MAX - 1) / RATE_OF_SENDER_MAX);
    }

    private static int number(List<String> arguments, String name, int otherwise) {
        var at = arguments.indexOf(name);
        if (at < 0) {
            return otherwise;
        }
        if (at + 1 >= arguments.size() || !arguments.get(at + 1).matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(name + " needs a number from 1 to 999999");
        }
        return Integer.parseInt(arguments.get(at + 1));
    }
}
