package pro.livestream.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file so that nobody ever reads half of it. */
public final class WholeFile {
    private WholeFile() {}

    public static void write(Path file, String text) {
        var target = file.toAbsolutePath();
        var fresh = target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        try {
            Files.createDirectories(target.resolveSibling("."));
            Files.writeString(fresh, text);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
