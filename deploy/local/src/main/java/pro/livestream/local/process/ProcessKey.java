package pro.livestream.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One process of this machine for ever: its id may be given to another, its id and start together may not. */
public record ProcessKey(long pid, String startedAt) {

    public static Optional<ProcessKey> of(long pid) {
        return startedAt(pid).map(started -> new ProcessKey(pid, started));
    }

    public boolean isAlive() {
        return startedAt(pid).filter(startedAt::equals).isPresent();
    }

    public Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    /** Linux counts clock ticks since boot, which no change of the wall clock moves. */
    private static Optional<String> startedAt(long pid) {
        var stat = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.isDirectory(Path.of("/proc", "self"))) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .map(h -> h.info()
                            .startInstant()
                            .map(at -> Long.toString(at.toEpochMilli()))
                            .orElse("unknown"));
        }
        try {
            var text = Files.readString(stat);
            // the command stands in parentheses and may hold blanks; 'Z' is a process that has ended
            var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            return fields[0].equals("Z") ? Optional.empty() : Optional.of(fields[19]);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
