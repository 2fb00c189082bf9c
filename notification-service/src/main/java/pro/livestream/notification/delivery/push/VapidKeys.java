package pro.livestream.notification.delivery.push;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.secret.SecretStore;
import pro.livestream.platform.boot.Boot;

/** The key pair by which push services know this installation (RFC 8292): made once, kept for ever, shared by all replicas. */
@ApplicationScoped
class VapidKeys implements Boot.Step {
    private static final String HEADER = base64("{\"typ\":\"JWT\",\"alg\":\"ES256\"}".getBytes(StandardCharsets.UTF_8));

    private final SecretStore secrets;
    private volatile @Nullable Keys keys;

    private record Keys(String publicKey, PrivateKey privateKey) {}

    VapidKeys(SecretStore secrets) {
        this.secrets = secrets;
    }

    @Override
    public Uni<Void> run() {
        return secrets.getOrMake("vapid", VapidKeys::fresh)
                .invoke(stored -> keys = parse(stored))
                .replaceWithVoid();
    }

    /** As browsers take it for {@code applicationServerKey}: the point, base64url. */
    String publicKey() {
        return keys().publicKey();
    }

    /** The value of an Authorization header for push services of that origin. */
    String authorization(String origin, String subject, Instant expiresAt) {
        var claims =
                "{\"aud\":\"%s\",\"exp\":%d,\"sub\":\"%s\"}".formatted(origin, expiresAt.getEpochSecond(), subject);
        var signed = HEADER + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        return "vapid t=" + signed + "." + base64(sign(signed)) + ", k=" + publicKey();
    }

    private byte[] sign(String text) {
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys().privateKey());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private Keys keys() {
        var loaded = keys;
        if (loaded == null) {
            throw new IllegalStateException("the keys are not loaded yet");
        }
        return loaded;
    }

    /** The public point, then the private key as PKCS #8. */
    private static byte[] fresh() {
        var pair = PushCurve.freshKeys();
        var point = PushCurve.encode((ECPublicKey) pair.getPublic());
        var secret = pair.getPrivate().getEncoded();
        var both = Arrays.copyOf(point, point.length + secret.length);
        System.arraycopy(secret, 0, both, point.length, secret.length);
        return both;
    }

    private static Keys parse(byte[] stored) {
        try {
            var point = Arrays.copyOf(stored, PushCurve.POINT_BYTES);
            var secret = Arrays.copyOfRange(stored, PushCurve.POINT_BYTES, stored.length);
            var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(secret));
            return new Keys(base64(point), key);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the stored VAPID keys can't be read", broken);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
