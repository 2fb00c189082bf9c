package pro.livestream.stream.media.ivs;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Puts a segment's file together. */
final class SegmentFileBlockingAdapter {

    private SegmentFileBlockingAdapter() {}

    static Uni<Void> clear(Path file) {
        return Uni.createFrom()
                .item(() -> {
                    try {
                        return Files.deleteIfExists(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .runSubscriptionOn(Thread::startVirtualThread)
                .replaceWithVoid();
    }

    static Uni<Void> append(Path file, byte[] bytes) {
        return Uni.createFrom()
                .item(() -> {
                    try {
                        return Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .runSubscriptionOn(Thread::startVirtualThread)
                .replaceWithVoid();
    }
}
