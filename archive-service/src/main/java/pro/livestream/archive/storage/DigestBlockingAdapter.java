package pro.livestream.archive.storage;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Reads a file, or a stretch of it, for its SHA-256. */
public final class DigestBlockingAdapter {

    private static final int BUFFER_BYTES = 64 * 1024;

    /** Size and SHA-256 of what was read, as people and as S3 write it. */
    public record Digest(long bytes, String hex, String base64) {}

    private DigestBlockingAdapter() {}

    public static Uni<Digest> digest(Path file) {
        return digest(file, 0, Long.MAX_VALUE);
    }

    static Uni<Digest> digest(Path file, long from, long bytesMax) {
        return Uni.createFrom().item(() -> read(file, from, bytesMax)).runSubscriptionOn(Thread::startVirtualThread);
    }

    private static Digest read(Path file, long from, long bytesMax) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var sum = MessageDigest.getInstance("SHA-256");
            var buffer = ByteBuffer.allocate(BUFFER_BYTES);
            long read = 0;
            while (read < bytesMax) {
                buffer.clear().limit((int) Math.min(BUFFER_BYTES, bytesMax - read));
                int some = channel.read(buffer, from + read);
                if (some < 0) {
                    break;
                }
                sum.update(buffer.flip());
                read += some;
            }
            byte[] sha256 = sum.digest();
            return new Digest(
                    read, HexFormat.of().formatHex(sha256), Base64.getEncoder().encodeToString(sha256));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
