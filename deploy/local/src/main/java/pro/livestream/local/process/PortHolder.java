package pro.livestream.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who listens on a port, in words: process id and command. */
public final class PortHolder {
    private static final String LISTENING = "0A";
    private static final int COMMAND_MAX = 120;

    private PortHolder() {}

    public static String describe(int port) {
        return pid(port).map(PortHolder::words).orElse("a process of another user");
    }

    /** Whether that process listens there, as far as this system tells. */
    static boolean isHeldBy(long pid, int port) {
        if (!Files.isDirectory(Path.of("/proc/self/fd"))) {
            return true;
        }
        var inodes = inodes(port);
        var descriptors = Path.of("/proc", Long.toString(pid), "fd");
        return !inodes.isEmpty() && (!Files.isReadable(descriptors) || holds(pid, inodes));
    }

    static Optional<Long> pid(int port) {
        return Files.isDirectory(Path.of("/proc/self/fd")) ? fromProc(port) : fromLsof(port);
    }

    private static String words(long pid) {
        var command = ProcessHandle.of(pid)
                .flatMap(process -> process.info().commandLine())
                .orElse("unknown command")
                .replaceAll("\\s+", " ");
        return "process " + pid + " ("
                + (command.length() > COMMAND_MAX ? command.substring(0, COMMAND_MAX) + "..." : command) + ")";
    }

    private static Optional<Long> fromProc(int port) {
        var inodes = inodes(port);
        return inodes.isEmpty()
                ? Optional.empty()
                : ProcessHandle.allProcesses()
                        .map(ProcessHandle::pid)
                        .filter(pid -> holds(pid, inodes))
                        .findFirst();
    }

    private static Set<String> inodes(int port) {
        var inodes = new HashSet<String>();
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            inodes.addAll(inodes(Path.of(table), port));
        }
        return inodes;
    }

    private static Set<String> inodes(Path table, int port) {
        var wanted = ":%04X".formatted(port);
        var inodes = new HashSet<String>();
        try (var lines = Files.lines(table)) {
            lines.map(line -> line.strip().split("\\s+", -1))
                    .filter(fields -> fields.length > 9 && fields[1].endsWith(wanted) && fields[3].equals(LISTENING))
                    .forEach(fields -> inodes.add("socket:[" + fields[9] + "]"));
        } catch (IOException | java.io.UncheckedIOException absent) {
            // no such protocol here
        }
        return inodes;
    }

    private static boolean holds(long pid, Set<String> inodes) {
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (var descriptor : descriptors) {
                if (inodes.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException notOurs) {
            // ended meanwhile, or another user's
        }
        return false;
    }

    private static Optional<Long> fromLsof(int port) {
        try {
            var lsof = new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN").start();
            var said = new String(lsof.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .toLowerCase(Locale.ROOT);
            return said.lines().findFirst().map(Long::parseLong);
        } catch (IOException | NumberFormatException noLsof) {
            return Optional.empty();
        }
    }
}
