package pro.livestream.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Prints what is added to the log files of a folder, each line with the name of its process. */
public final class LogFollower {
    private static final int POLL_MS = 250;
    private static final int READ_MAX = 256 * 1024;
    private static final String SUFFIX = ".log";

    private final Path folder;
    private final Consumer<String> lines;
    private final Map<Path, Long> read = new HashMap<>();

    public LogFollower(Path folder, Consumer<String> lines) {
        this.folder = folder;
        this.lines = lines;
    }

    /** From what is written now on, until the latch opens. */
    public void follow(CountDownLatch end) {
        eachLog(file -> read.put(file, size(file)));
        try {
            while (!end.await(POLL_MS, TimeUnit.MILLISECONDS)) {
                eachLog(this::print);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void eachLog(Consumer<Path> work) {
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (var file : files) {
                if (!file.endsWith("launcher.log")) {
                    work.accept(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(Path file) {
        var from = read.getOrDefault(file, 0L);
        var size = size(file);
        if (size == from) {
            return;
        }
        var start = size < from ? 0 : from;
        try (var open = new RandomAccessFile(file.toFile(), "r")) {
            open.seek(start);
            var bytes = new byte[(int) Math.min(READ_MAX, size - start)];
            var length = Math.max(0, open.read(bytes));
            var whole = lastLineEnd(bytes, length);
            var name = file.getFileName().toString().replace(SUFFIX, "");
            new String(bytes, 0, whole, StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> lines.accept("%-20s | %s".formatted(name, LogLine.readable(line))));
            read.put(file, start + whole);
        } catch (IOException gone) {
            read.put(file, size);
        }
    }

    /** Half a line waits for its other half, unless it fills the buffer. */
    private static int lastLineEnd(byte[] bytes, int length) {
        for (var at = length - 1; at >= 0; at--) {
            if (bytes[at] == '\n') {
                return at + 1;
            }
        }
        return length == READ_MAX ? length : 0;
    }

    private static long size(Path file) {
        return file.toFile().length();
    }
}
