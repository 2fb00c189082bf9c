package pro.livestream.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** One small file per process in a folder; they survive the launcher, so that what it left behind can be found. */
public final class ProcessRecords {
    private static final String SUFFIX = ".process";
    private static final String HELD = ".held";

    private final Path folder;

    public ProcessRecords(Path folder) {
        this.folder = folder;
    }

    public void write(ProcessRecord entry) {
        var text = """
                order=%d
                name=%s
                pid=%d
                started=%s
                port=%d
                url=%s
                state=%s
                """.formatted(
                        entry.order(),
                        entry.name(),
                        entry.key().pid(),
                        entry.key().startedAt(),
                        entry.port(),
                        entry.url(),
                        entry.state().label());
        WholeFile.write(file(entry.name()), text);
    }

    public void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a file {@code name.held} asks not to start a process again that has ended, as one does who rehearses an outage. */
    boolean isHeld(String name) {
        return Files.exists(folder.resolve(name + HELD));
    }

    public Optional<ProcessRecord> find(String name) {
        return list().stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** In the order in which they were started. */
    public List<ProcessRecord> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var found = new ArrayList<ProcessRecord>();
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            files.forEach(file -> read(file).ifPresent(found::add));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(Comparator.comparingInt(ProcessRecord::order).thenComparing(ProcessRecord::name));
        return found;
    }

    private static Optional<ProcessRecord> read(Path file) {
        var values = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            values.load(reader);
            return Optional.of(new ProcessRecord(
                    number(values, "order"),
                    values.getProperty("name", ""),
                    new ProcessKey(number(values, "pid"), values.getProperty("started", "")),
                    number(values, "port"),
                    values.getProperty("url", ""),
                    ProcessRecord.State.labelled(values.getProperty("state", ""))));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static int number(Properties values, String name) {
        return Integer.parseInt(values.getProperty(name, "0"));
    }

    private Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }
}
