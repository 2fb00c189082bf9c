package pro.livestream.bench.chat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is measured and how. */
public record ChatOptions(
        Set<Scenario> scenarios,
        int seconds,
        int warmUpSeconds,
        int learnSeconds,
        boolean spin,
        int conns,
        int storm,
        @Nullable Peer peer,
        @Nullable Worker worker) {

    public static final String USAGE = """
            ./livestream bench chat [--scenario A|B|C|D|saturation|gateway|storm|all] [--seconds 10] [--warm-up 10] [--learning 40 | --no-learning]
                [--conns N] (of D and storm) [--no-spin]
                [--peer CMD] --peer-url ws://127.0.0.1:PORT/room/%d [--peer-message '{text}']
            A peer is any server whose rooms send each message to everybody in the room. CMD, where given, is started and
            stopped by a shell; in its address %d is the room's number.
            """;

    /** The measured scenarios. */
    public enum Scenario {
        A,
        B,
        C,
        D,
        SATURATION,
        GATEWAY,
        STORM
    }

    /** Another server, measured in the same run; without a command it is running already. */
    public record Peer(String command, String url, String message) {}

    /** A process of the benchmark that only holds connections. */
    public record Worker(String url, String roomsFile, String token, int conns) {}

    public ChatOptions {
        scenarios = Set.copyOf(scenarios);
    }

    public static ChatOptions from(List<String> arguments) {
        var given = new Given(new ArrayList<>(arguments));
        var scenarios = scenarios(given.text("--scenario", "all"));
        int seconds = given.number("--seconds", 10);
        int warmUp = given.number("--warm-up", 10);
        int learn = given.flag("--no-learning") ? 0 : given.number("--learning", 40);
        boolean spin = !given.flag("--no-spin");
        int conns = given.number("--conns", 18_000);
        int storm = given.number("--storm-conns", 15_000);
        var url = given.text("--peer-url", "");
        var command = given.text("--peer", "");
        var message = given.text("--peer-message", "{text}");
        var worker = given.text("--worker-url", "");
        var rooms = given.text("--worker-rooms", "");
        var token = given.text("--worker-token", "");
        given.nothingLeft();
        if (url.isEmpty() && !command.isEmpty()) {
            throw new IllegalArgumentException("--peer needs --peer-url\n" + USAGE);
        }
        return new ChatOptions(
                scenarios,
                seconds,
                warmUp,
                learn,
                spin,
                conns,
                storm,
                url.isEmpty() ? null : new Peer(command, url, message),
                worker.isEmpty() ? null : new Worker(worker, rooms, token, conns));
    }

    private static Set<Scenario> scenarios(String text) {
        if (text.equals("all")) {
            return EnumSet.allOf(Scenario.class);
        }
        var chosen = EnumSet.noneOf(Scenario.class);
        for (var one : text.split(",", -1)) {
            try {
                chosen.add(Scenario.valueOf(one.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException("There is no scenario " + one + "\n" + USAGE, unknown);
            }
        }
        return chosen;
    }

    /** Arguments that are taken out one by one, so that what is left over is unknown. */
    private record Given(List<String> left) {
        String text(String name, String otherwise) {
            int at = left.indexOf(name);
            if (at < 0) {
                return otherwise;
            }
            if (at + 1 >= left.size()) {
                throw new IllegalArgumentException(name + " needs a value\n" + USAGE);
            }
            left.remove(at);
            return left.remove(at);
        }

        int number(String name, int otherwise) {
            var text = text(name, Integer.toString(otherwise));
            if (!text.matches("[1-9][0-9]{0,5}")) {
                throw new IllegalArgumentException(name + " needs a number from 1 to 999999\n" + USAGE);
            }
            return Integer.parseInt(text);
        }

        boolean flag(String name) {
            return left.remove(name);
        }

        void nothingLeft() {
            if (!left.isEmpty()) {
                throw new IllegalArgumentException("What is " + left.getFirst() + "?\n" + USAGE);
            }
        }
    }
}
