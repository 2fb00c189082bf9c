package pro.livestream.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a process and all that it started hold in memory. */
public final class ResidentMemory {
    private ResidentMemory() {}

    public static long mibOfDescendants(ProcessHandle of) {
        return Stream.concat(Stream.of(of), of.descendants())
                        .mapToLong(process -> kib(process.pid()))
                        .sum()
                / 1024;
    }

    private static long kib(long pid) {
        var status = Path.of("/proc", Long.toString(pid), "status");
        try {
            if (Files.exists(status)) {
                return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .sum();
            }
            var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            return Long.parseLong(new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException ended) {
            return 0;
        }
    }
}
