package pro.livestream.stream.media.recording;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Reads a file for its checksum. */
final class DigestBlockingAdapter {

    /** Size and SHA-256, as S3 and as people write it. */
    record Digest(long bytes, String base64, String hex) {}

    private DigestBlockingAdapter() {}

    static Uni<Digest> digest(Path file) {
        return Uni.createFrom().item(() -> read(file)).runSubscriptionOn(Thread::startVirtualThread);
    }

    private static Digest read(Path file) {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[64 * 1024];
            long bytes = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
            byte[] sum = in.getMessageDigest().digest();
            return new Digest(
                    bytes,
                    Base64.getEncoder().encodeToString(sum),
                    HexFormat.of().formatHex(sum));
        } catch (IOException e) {
            throw new UncheckedIOException("segment cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
