package pro.livestream.stream.media;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens for playing one stream until a time: {@code <end, base 36>.<HMAC-SHA256, base64url>}. Ends are rounded up, so that viewers share an
 * address and a cache in front serves them all.
 */
@ApplicationScoped
public class PlaybackTokens {

    private static final String ONLY_FOR_DEVELOPMENT = "playback of a service without a secret";

    private final SecretKeySpec secret;
    private final Duration life;
    private final Clock clock;

    @Inject
    public PlaybackTokens(MediaConfig config) {
        this(config.playbackSecret().orElse(ONLY_FOR_DEVELOPMENT), config.playbackTokenTtl(), Clock.systemUTC());
    }

    PlaybackTokens(String secret, Duration life, Clock clock) {
        this.secret = new SecretKeySpec(("playback:" + secret).getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.life = life;
        this.clock = clock;
    }

    /** Valid for at least the configured time, and at most a quarter longer. */
    public String issue(UUID streamId) {
        long step = Math.max(1, life.toSeconds() / 4);
        long end = (clock.instant().plus(life).getEpochSecond() / step + 1) * step;
        return Long.toString(end, 36) + "." + signature(streamId, end);
    }

    public boolean allows(String token, UUID streamId) {
        int dot = token.indexOf('.');
        if (dot < 1) {
            return false;
        }
        try {
            long end = Long.parseLong(token.substring(0, dot), 36);
            return end > clock.instant().getEpochSecond()
                    && MessageDigest.isEqual(
                            signature(streamId, end).getBytes(StandardCharsets.US_ASCII),
                            token.substring(dot + 1).getBytes(StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String signature(UUID streamId, long end) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            byte[] signed = mac.doFinal((streamId + "|" + end).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HMAC", e);
        }
    }
}
