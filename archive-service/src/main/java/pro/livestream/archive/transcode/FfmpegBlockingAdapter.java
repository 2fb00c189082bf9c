package pro.livestream.archive.transcode;

import io.smallrye.mutiny.Uni;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Runs one FFmpeg to its end; a cancelled or late one is killed. */
final class FfmpegBlockingAdapter {

    /** How it ended, with the last lines it said. */
    record Ended(int exitCode, String output) {

        boolean well() {
            return exitCode == 0;
        }

        /** It ends well, too, when it has left out the rest of a list at a file that it can't open. */
        boolean gaveUpEarly() {
            return output.contains("Impossible to open");
        }

        boolean outOfSpace() {
            return output.contains("No space left on device");
        }
    }

    /**
     * All that the child gets to know. Static builds of FFmpeg crash when the C library loads character set modules of
     * another version while they read the names inside a transport stream; without modules they leave the names alone.
     */
    private static final Map<String, String> ENVIRONMENT = Map.of("GCONV_PATH", "/nonexistent", "LC_ALL", "C");

    private static final int LAST_LINES = 60;
    private static final String POSITION = "out_time_us=";

    private final String executable;
    private final Duration timeout;

    FfmpegBlockingAdapter(String executable, Duration timeout) {
        this.executable = executable;
        this.timeout = timeout;
    }

    /** In {@code folder}; {@code position} is told the microseconds of output so far. */
    Uni<Ended> run(Path folder, List<String> arguments, LongConsumer position) {
        return Uni.createFrom()
                .<Ended>emitter(emitter -> {
                    Process process;
                    try {
                        process = start(folder, arguments);
                    } catch (IOException e) {
                        emitter.fail(new UncheckedIOException("FFmpeg could not be started", e));
                        return;
                    }
                    emitter.onTermination(process::destroyForcibly);
                    Thread.ofVirtual().name("ffmpeg").start(() -> {
                        try {
                            String output = read(process, position);
                            emitter.complete(new Ended(process.waitFor(), output));
                        } catch (IOException e) {
                            emitter.fail(new UncheckedIOException(e));
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            emitter.fail(e);
                        }
                    });
                })
                .ifNoItem()
                .after(timeout)
                .fail();
    }

    private Process start(Path folder, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of(executable, "-hide_banner", "-nostats", "-nostdin", "-y"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static String read(Process process, LongConsumer position) throws IOException {
        Deque<String> lines = new ArrayDeque<>();
        try (var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(POSITION)) {
                    position.accept(number(line.substring(POSITION.length())));
                } else {
                    lines.add(line);
                    if (lines.size() > LAST_LINES) {
                        lines.remove();
                    }
                }
            }
        }
        return String.join("\n", lines);
    }

    private static long number(String text) {
        try {
            return Math.max(0, Long.parseLong(text.strip()));
        } catch (NumberFormatException notKnownYet) {
            return 0;
        }
    }
}
