package pro.livestream.stream.media.antmedia;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Signs what the server would sign too, and what its community edition cannot (HS256). */
final class AntMediaTokens {

    private static final Duration REST_LIFE = Duration.ofMinutes(1);

    private final AntMediaConfig config;
    private final Clock clock;

    AntMediaTokens(AntMediaConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    Optional<String> rest() {
        return config.jwtSecret().map(secret -> sign(secret, null, null, REST_LIFE));
    }

    /** {@code type} is {@code publish} or {@code play}; empty where the application has no secret for it. */
    Optional<String> stream(UUID streamId, String type, Duration life) {
        return config.streamJwtSecret().map(secret -> sign(secret, streamId.toString(), type, life));
    }

    /** For a file: the server takes its name without the ending for a stream. */
    Optional<String> file(String name) {
        return config.streamJwtSecret().map(secret -> sign(secret, name, "play", REST_LIFE));
    }

    private String sign(String secret, @Nullable String streamId, @Nullable String type, Duration life) {
        var claims = new JwtClaims();
        if (streamId != null && type != null) {
            claims.setStringClaim("streamId", streamId);
            claims.setStringClaim("type", type);
        }
        claims.setExpirationTime(
                NumericDate.fromSeconds(clock.instant().plus(life).getEpochSecond()));
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setKey(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        signature.setHeader("typ", "JWT");
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(
                    "A token for Ant Media cannot be signed: its secret needs 32 characters", e);
        }
    }
}
