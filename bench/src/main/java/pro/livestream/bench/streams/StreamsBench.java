package pro.livestream.bench.streams;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** {@code ./livestream bench streams}: heartbeats, lists, seats and encoding of a suite that runs, one after the other. */
public final class StreamsBench {

    static final String START = "API_SECRET_KEY=... RATE_LIMIT_MAX_REQUESTS=1000000"
            + " AUTH_RATE_LIMIT_MAX_REQUESTS=100000 ./livestream up --detach";
    public static final String USAGE =
            "./livestream bench streams [--only heartbeats|lists|seats|encoding] [--viewers 2000]"
                    + " [--rate 1667] [--past 100000] [--lists-rate 200] [--seconds 20] [--streams 3]; seats need the suite's API_SECRET_KEY in the environment";

    private final List<String> arguments;

    private StreamsBench(List<String> arguments) {
        this.arguments = arguments;
    }

    public static void run(List<String> arguments) throws IOException, InterruptedException, SQLException {
        new StreamsBench(arguments).run();
    }

    private void run() throws IOException, InterruptedException, SQLException {
        var suite = Suite.find(System.getenv().getOrDefault("API_SECRET_KEY", ""));
        String only = text("--only", "");
        int seconds = number("--seconds", 20);
        if (only.isEmpty() || only.equals("heartbeats")) {
            System.out.println(
                    new Heartbeats(suite, number("--viewers", 2_000), number("--rate", 1_667), seconds).run());
        }
        if (only.isEmpty() || only.equals("lists")) {
            System.out.println(new Lists(suite, number("--past", 100_000), number("--lists-rate", 200), seconds).run());
        }
        if (only.isEmpty() || only.equals("seats")) {
            System.out.println(new Seats(suite).run());
        }
        if (only.isEmpty() || only.equals("encoding")) {
            String ffmpeg = System.getenv().getOrDefault("FFMPEG_PATH", "ffmpeg");
            System.out.println(new Encoding(suite, number("--streams", 3), seconds, ffmpeg).run());
        }
    }

    private String text(String name, String otherwise) {
        int at = arguments.indexOf(name);
        return at < 0 || at + 1 >= arguments.size() ? otherwise : arguments.get(at + 1);
    }

    private int number(String name, int otherwise) {
        String given = text(name, Integer.toString(otherwise));
        if (!given.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(name + " needs a number from 1 to 999999");
        }
        return Integer.parseInt(given);
    }
}
