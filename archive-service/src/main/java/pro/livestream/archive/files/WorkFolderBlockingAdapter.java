package pro.livestream.archive.files;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

/** The local files of a job, which live as long as one try. */
public final class WorkFolderBlockingAdapter {

    /** A file and its size. */
    public record LocalFile(Path file, long bytes) {}

    private static final int TRIES_MAX = 5;

    private WorkFolderBlockingAdapter() {}

    public static Uni<Void> make(Path folder) {
        return blocking(() -> Files.createDirectories(folder)).replaceWithVoid();
    }

    public static Uni<Void> write(Path file, String text) {
        return blocking(() -> Files.writeString(file, text)).replaceWithVoid();
    }

    public static Uni<String> readText(Path file) {
        return blocking(() -> Files.readString(file));
    }

    public static Uni<byte[]> read(Path file) {
        return blocking(() -> Files.readAllBytes(file));
    }

    public static Uni<Void> move(Path from, Path to) {
        return blocking(() -> Files.move(from, to, StandardCopyOption.REPLACE_EXISTING))
                .replaceWithVoid();
    }

    public static Uni<Void> removeFile(Path file) {
        return blocking(() -> Files.deleteIfExists(file)).replaceWithVoid();
    }

    /** All files below the folder. */
    public static Uni<List<LocalFile>> files(Path folder) {
        return blocking(() -> {
            try (var inside = Files.walk(folder)) {
                return inside.filter(Files::isRegularFile)
                        .map(file -> new LocalFile(file, file.toFile().length()))
                        .sorted(Comparator.comparing(file -> file.file().toString()))
                        .toList();
            }
        });
    }

    /** With all that is in it; a folder that is not there is fine. */
    public static Uni<Void> remove(Path folder) {
        return blocking(() -> {
                    for (int tries = 1; !removed(folder, tries == TRIES_MAX); tries++) {
                        Thread.onSpinWait();
                    }
                    return folder;
                })
                .replaceWithVoid();
    }

    /** False where a process that is just ending has written into it meanwhile. */
    private static boolean removed(Path folder, boolean last) throws IOException {
        try (var inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
            return true;
        } catch (NoSuchFileException e) {
            return Files.notExists(folder);
        } catch (DirectoryNotEmptyException | UncheckedIOException e) {
            if (last) {
                throw e;
            }
            return false;
        }
    }

    private static <T> Uni<T> blocking(Callable<T> work) {
        return Uni.createFrom()
                .item(() -> {
                    try {
                        return work.call();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .runSubscriptionOn(Thread::startVirtualThread);
    }
}
