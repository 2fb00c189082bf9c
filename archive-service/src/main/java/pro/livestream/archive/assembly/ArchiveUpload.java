package pro.livestream.archive.assembly;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;
import pro.livestream.archive.files.WorkFolderBlockingAdapter;
import pro.livestream.archive.files.WorkFolderBlockingAdapter.LocalFile;
import pro.livestream.archive.storage.ObjectStore;
import pro.livestream.archive.storage.StoredObject;

/** Puts all files of a folder under a prefix and then looks whether they are there. */
@ApplicationScoped
class ArchiveUpload {

    private static final int AT_ONCE = 4;

    private final ObjectStore store;

    ArchiveUpload(ObjectStore store) {
        this.store = store;
    }

    Uni<List<LocalFile>> upload(Path folder, String prefix, DoubleConsumer share) {
        return WorkFolderBlockingAdapter.files(folder).call(files -> {
            long all = Math.max(1, files.stream().mapToLong(LocalFile::bytes).sum());
            var done = new AtomicLong();
            return Multi.createFrom()
                    .iterable(files)
                    .onItem()
                    .transformToUni(file -> store.upload(key(folder, prefix, file), file.file(), type(file.file()))
                            .invoke(() -> share.accept((double) done.addAndGet(file.bytes()) / all)))
                    .merge(AT_ONCE)
                    .collect()
                    .last()
                    .chain(() -> store.list(store.bucket(), prefix))
                    .invoke(stored -> compare(folder, prefix, files, stored));
        });
    }

    private static void compare(Path folder, String prefix, List<LocalFile> files, List<StoredObject> stored) {
        var sizes = new HashMap<String, Long>();
        stored.forEach(object -> sizes.put(object.key(), object.bytes()));
        for (LocalFile file : files) {
            if (sizes.getOrDefault(key(folder, prefix, file), -1L) != file.bytes()) {
                throw new IllegalStateException("the store has lost " + key(folder, prefix, file));
            }
        }
    }

    private static String key(Path folder, String prefix, LocalFile file) {
        return prefix + folder.relativize(file.file()).toString().replace('\\', '/');
    }

    private static String type(Path file) {
        String name = file.getFileName().toString();
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "m3u8" -> "application/vnd.apple.mpegurl";
            case "mp4" -> "video/mp4";
            case "m4s" -> "video/iso.segment";
            case "jpg" -> "image/jpeg";
            case "vtt" -> "text/vtt";
            default -> "application/octet-stream";
        };
    }
}
