package pro.livestream.archive.link;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.tenant.Tenant;

/** HMAC-SHA256 over tenant, archive and end of validity: one signature opens all files of one archive. */
final class LinkSigner {

    private static final String ALGORITHM = "HmacSHA256";

    private static final long NEVER = 0;

    private LinkSigner() {}

    /** The tenant stands in the signature, since whoever follows a link may have no token that names it. */
    static String sign(byte[] key, Tenant tenant, UUID archiveId, long expires) {
        return tenant.name() + "." + mac(key, tenant, archiveId, expires);
    }

    /** The tenant of a signature that is right and not over. */
    static Optional<Tenant> verify(
            byte[] key, UUID archiveId, @Nullable String expires, @Nullable String signature, Instant now) {
        if (expires == null || signature == null || !expires.matches("[0-9]{1,12}")) {
            return Optional.empty();
        }
        int dot = signature.indexOf('.');
        if (dot < 0 || !Tenant.isName(signature.substring(0, dot))) {
            return Optional.empty();
        }
        var tenant = new Tenant(signature.substring(0, dot));
        long end = Long.parseLong(expires);
        boolean right = MessageDigest.isEqual(
                mac(key, tenant, archiveId, end).getBytes(StandardCharsets.US_ASCII),
                signature.substring(dot + 1).getBytes(StandardCharsets.UTF_8));
        return right && now.getEpochSecond() < end ? Optional.of(tenant) : Optional.empty();
    }

    /** Of a link that is good for ever; no link that ends has this end. */
    static String signForEver(byte[] key, Tenant tenant, UUID id) {
        return sign(key, tenant, id, NEVER);
    }

    static Optional<Tenant> verifyForEver(byte[] key, UUID id, @Nullable String signature) {
        return verify(key, id, Long.toString(NEVER), signature, Instant.EPOCH.minusSeconds(1));
    }

    private static String mac(byte[] key, Tenant tenant, UUID archiveId, long expires) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] signed = mac.doFinal((tenant + "\n" + archiveId + "\n" + expires).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
