package pro.livestream.stream.media.recording;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The local files of recordings. */
public final class SpoolBlockingAdapter {

    private interface Step {
        void run() throws IOException;
    }

    private SpoolBlockingAdapter() {}

    public static Uni<Void> make(Path folder) {
        return run(() -> Files.createDirectories(folder));
    }

    /** Nothing happens where there is none. */
    public static Uni<Void> remove(Path file) {
        return run(() -> Files.deleteIfExists(file));
    }

    /** Makes the file where there is none. */
    public static Uni<Void> append(Path file, byte[] bytes) {
        return run(() -> Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    private static Uni<Void> run(Step step) {
        return Uni.createFrom().voidItem().emitOn(Thread::startVirtualThread).invoke(() -> {
            try {
                step.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
