package pro.livestream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import pro.livestream.local.parts.Part;
import pro.livestream.local.parts.Parts;
import pro.livestream.local.parts.Secrets;
import pro.livestream.local.process.Leftovers;
import pro.livestream.local.process.Ports;
import pro.livestream.local.process.ProcessRecords;
import pro.livestream.local.process.Stack;
import pro.livestream.local.process.StartFailure;
import pro.livestream.local.process.WholeFile;

/**
 * {@code parts --data DIR --file FILE [--parts postgres,redis,...] [--ephemeral]}: the servers alone, for tests, until
 * standard input closes; the file then holds the settings by their plain names.
 */
final class PartsCommand {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Arguments arguments;

    PartsCommand(Arguments arguments) {
        this.arguments = arguments;
    }

    int run() {
        start();
        awaitEndOfInput();
        return 0;
    }

    /** The file with the settings; the servers run until this JVM ends. */
    Path start() {
        var data = Path.of(arguments.required("--data")).toAbsolutePath().normalize();
        var file = Path.of(arguments.required("--file")).toAbsolutePath().normalize();
        Leftovers.end(new ProcessRecords(data.resolve("run")));
        var console = new Console(System.out);
        var environment = System.getenv();
        var parts =
                Parts.plan(new Parts.Options(data, kinds(), false, false), new Secrets(data), new Ports(), environment);
        var stack = new Stack(data, environment, GRACE, console::progress);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(stack, file, data), "stop"));
        start(parts, stack);
        WholeFile.write(file, text(parts.settings()));
        console.progress("servers", "ready: " + file);
        return file;
    }

    private static void start(Parts parts, Stack stack) {
        stack.begin(parts::prepareFfmpeg);
        parts.all().forEach(part -> stack.begin(0, part::prepare, part.program()));
        stack.await();
    }

    private Set<Part.Kind> kinds() {
        var named = arguments.value("--parts");
        if (named.isEmpty()) {
            return EnumSet.allOf(Part.Kind.class);
        }
        var kinds = EnumSet.noneOf(Part.Kind.class);
        for (var name : named.get().split(",", -1)) {
            try {
                kinds.add(Part.Kind.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                throw new StartFailure("No part is named " + name + "; there are postgres, redis, kafka, s3, mail.");
            }
        }
        return kinds;
    }

    /** Plain lines; no value holds a backslash or a line break. */
    private static String text(Map<String, String> settings) {
        var text = new StringBuilder();
        new TreeMap<>(settings)
                .forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    private void cleanUp(Stack stack, Path file, Path data) {
        stack.close();
        try {
            Files.deleteIfExists(file);
            if (arguments.has("--ephemeral")) {
                Folders.delete(data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever said on it
            }
        } catch (IOException closed) {
            // the same as its end
        }
    }
}
