package pro.livestream.notification.preference;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.inbox.Kind;
import pro.livestream.notification.secret.SecretStore;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.tenant.Tenant;

/** Links that stop mails without a login: the link alone says whose and which, and is signed. */
@ApplicationScoped
public class UnsubscribeLinks implements Boot.Step {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final String PATH = "/api/notifications/unsubscribe?token=";

    private final SecretStore secrets;
    private final ServiceConfig service;
    private volatile byte @Nullable [] key;

    /** Whose mails of which kind. */
    record Claim(Tenant tenant, UUID userId, Kind kind) {}

    UnsubscribeLinks(SecretStore secrets, ServiceConfig service) {
        this.secrets = secrets;
        this.service = service;
    }

    @Override
    public Uni<Void> run() {
        return secrets.getOrMake("unsubscribe", UnsubscribeLinks::randomKey)
                .invoke(secret -> key = secret)
                .replaceWithVoid();
    }

    public String link(Tenant tenant, UUID userId, Kind kind) {
        return service.gatewayUrl() + PATH + token(new Claim(tenant, userId, kind));
    }

    String token(Claim claim) {
        var text = claim.tenant() + ":" + claim.userId() + ":" + claim.kind().wireName();
        return base64(text.getBytes(StandardCharsets.UTF_8)) + "." + base64(sign(text));
    }

    Optional<Claim> verify(@Nullable String token) {
        if (token == null || token.indexOf('.') < 0) {
            return Optional.empty();
        }
        try {
            var dot = token.indexOf('.');
            var text = new String(Base64.getUrlDecoder().decode(token.substring(0, dot)), StandardCharsets.UTF_8);
            var signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            var parts = text.split(":", -1);
            if (parts.length != 3 || !MessageDigest.isEqual(signature, sign(text))) {
                return Optional.empty();
            }
            return Kind.named(parts[2]).map(kind -> new Claim(new Tenant(parts[0]), UUID.fromString(parts[1]), kind));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private byte[] sign(String text) {
        var secret = key;
        if (secret == null) {
            throw new IllegalStateException("the key is not loaded yet");
        }
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
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
