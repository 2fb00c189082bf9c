package pro.livestream.notification.secret;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs what stands in links that work without a login, with a key of their own that every replica shares. */
public final class LinkSigner {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final byte[] key;

    private LinkSigner(byte[] key) {
        this.key = key.clone();
    }

    public static Uni<LinkSigner> of(SecretStore secrets, String name) {
        return secrets.getOrMake(name, LinkSigner::randomKey).map(LinkSigner::new);
    }

    /** The text, readable, and its signature; fit for a URL. */
    public String token(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8)) + "." + base64(sign(text));
    }

    /** The text of a token that was made here. */
    public Optional<String> verify(@Nullable String token) {
        if (token == null || token.indexOf('.') < 0) {
            return Optional.empty();
        }
        try {
            var dot = token.indexOf('.');
            var text = new String(Base64.getUrlDecoder().decode(token.substring(0, dot)), StandardCharsets.UTF_8);
            var signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            return MessageDigest.isEqual(signature, sign(text)) ? Optional.of(text) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private byte[] sign(String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private static byte[] randomKey() {
        var bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
