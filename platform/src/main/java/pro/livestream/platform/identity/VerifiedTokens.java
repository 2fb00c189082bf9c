package pro.livestream.platform.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tokens whose signatures were found good, by their digests: a player that says every 20 s that it plays, or a crowd that
 * reconnects, is not worth the same proof again. What changes with time is asked each time.
 */
@ApplicationScoped
class VerifiedTokens {
    private static final int KEPT_MAX = 20_000;

    private final Cache<ByteBuffer, Verified> known =
            Caffeine.newBuilder().maximumSize(KEPT_MAX).build();

    /** Whose token it is, and the key that proved it. */
    record Verified(String keyId, PublicKey by, Caller caller) {
        /** Whether it still holds: the key may have been withdrawn, and a token ends. */
        boolean isGood(PublicKey current, Instant now) {
            return by.equals(current) && now.isBefore(caller.expiresAt());
        }
    }

    @Nullable Verified find(String token) {
        return known.getIfPresent(digest(token));
    }

    void put(String token, Verified verified) {
        known.put(digest(token), verified);
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
