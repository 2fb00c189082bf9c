package pro.livestream.local;

import java.util.List;
import pro.livestream.local.process.StartFailure;

/** The launcher's entry: the first word is the command. */
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        System.exit(run(List.of(words)));
    }

    private static int run(List<String> words) {
        var command = words.isEmpty() ? "" : words.getFirst();
        var arguments = new Arguments(words.isEmpty() ? List.of() : words.subList(1, words.size()));
        try {
            return switch (command) {
                case "up" -> new UpCommand(arguments).run();
                case "down" -> new DownCommand(arguments).run();
                case "status" -> new StatusCommand(arguments).run();
                case "reset" -> new ResetCommand(arguments).run();
                case "demo" -> new DemoCommand(arguments).run();
                case "parts" -> new PartsCommand(arguments).run();
                case "run-with-parts" -> new RunWithPartsCommand(arguments).run();
                default -> throw new StartFailure("Unknown command: " + command);
            };
        } catch (StartFailure failure) {
            System.err.println(failure.getMessage());
            return 1;
        }
    }
}
