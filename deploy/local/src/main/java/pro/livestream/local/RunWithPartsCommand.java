package pro.livestream.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pro.livestream.local.process.StartFailure;

/**
 * {@code run-with-parts --data DIR --file FILE -- COMMAND...}: starts the servers, runs the command beside them and ends
 * with its code. Every {@code {parts}} in the command becomes the file's name.
 */
final class RunWithPartsCommand {
    private final Arguments arguments;

    RunWithPartsCommand(Arguments arguments) {
        this.arguments = arguments;
    }

    int run() {
        var separator = arguments.words().indexOf("--");
        if (separator < 0 || separator + 1 == arguments.words().size()) {
            throw new StartFailure("-- and a command are missing.");
        }
        var own = new ArrayList<>(arguments.words().subList(0, separator));
        own.add("--ephemeral");
        var parts = new PartsCommand(new Arguments(own));
        var file = parts.start();
        return command(
                arguments.words().subList(separator + 1, arguments.words().size()), file);
    }

    private static int command(List<String> words, Path parts) {
        var command = words.stream()
                .map(word -> word.replace("{parts}", parts.toString()))
                .toList();
        try {
            var process = new ProcessBuilder(command).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-command"));
            return process.waitFor();
        } catch (IOException e) {
            throw new StartFailure(command.getFirst() + " can't be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
