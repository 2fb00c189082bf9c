package pro.livestream.stream.media.recording;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
