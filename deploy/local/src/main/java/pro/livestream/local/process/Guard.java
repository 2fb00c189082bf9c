package pro.livestream.local.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A shell that outlives a killed launcher by a moment: when the pipe from the launcher closes, it ends the children that
 * the launcher last named.
 */
public final class Guard implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' INT HUP TERM
            children=
            while IFS= read -r line; do children=$line; done
            for child in $children; do kill -"${child%%:*}" "${child#*:}" 2>/dev/null; done
            """;

    private final Process shell;
    private final OutputStream pipe;
    private final Map<Long, Program.StopSignal> children = new LinkedHashMap<>();

    public Guard() {
        try {
            shell = new ProcessBuilder("sh", "-c", SCRIPT)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            pipe = shell.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized void watch(long pid, Program.StopSignal signal) {
        children.put(pid, signal);
        tell();
    }

    public synchronized void forget(long pid) {
        children.remove(pid);
        tell();
    }

    @Override
    public synchronized void close() {
        children.clear();
        tell();
        try {
            pipe.close();
        } catch (IOException gone) {
            shell.destroy();
        }
    }

    private void tell() {
        var line = children.entrySet().stream()
                .map(child -> child.getValue() + ":" + child.getKey())
                .collect(Collectors.joining(" ", "", "\n"));
        try {
            pipe.write(line.getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
        } catch (IOException gone) {
            // without the guard the next start still ends what is left
            children.clear();
        }
    }
}
