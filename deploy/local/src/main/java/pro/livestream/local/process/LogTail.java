package pro.livestream.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The last lines of a log file, for a message about what failed. */
public final class LogTail {
    private LogTail() {}

    public static String of(Path log, int lines) {
        try {
            var all = new String(Files.readAllBytes(log), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .map(LogLine::readable)
                    .toList();
            return "Last lines of " + log + ":\n"
                    + String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException none) {
            return "It wrote no log.";
        }
    }
}
