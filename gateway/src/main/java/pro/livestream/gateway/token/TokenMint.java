package pro.livestream.gateway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import pro.livestream.contracts.Claims;
import pro.livestream.platform.id.Ids;

/** Signs tokens, and keeps those ready that stand for cookies, API keys and anonymous viewers. */
@ApplicationScoped
public class TokenMint {
    private final KeyRing keys;
    private final TokenConfig config;
    private final Cache<Subject, Minted> kept;

    /** A token and when it ends. */
    public record Minted(String token, Instant expiresAt) {}

    TokenMint(KeyRing keys, TokenConfig config) {
        this.keys = keys;
        this.config = config;
        this.kept = Caffeine.newBuilder()
                .maximumSize(config.keptTokensMax())
                .expireAfter(Expiry.<Subject, Minted>creating(
                        (subject, minted) -> life(subject).multipliedBy(5).dividedBy(6)))
                .build();
    }

    public Duration accessTokenLife() {
        return config.accessTokenLife();
    }

    /** A token of its own, never handed out twice. */
    public Minted mint(Subject subject) {
        var now = Clock.systemUTC().instant();
        var expiresAt = now.plus(life(subject));
        var key = keys.signing();
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKeyIdHeaderValue(key.kid());
        signature.setHeader("typ", "JWT");
        signature.setKey(key.privateKey());
        signature.setPayload(claims(subject, now, expiresAt).toJson());
        try {
            return new Minted(signature.getCompactSerialization(), expiresAt);
        } catch (JoseException e) {
            throw new IllegalStateException("A token cannot be signed", e);
        }
    }

    /** The same token for the same subject until a sixth of its life is left: a signature takes a millisecond. */
    public Minted kept(Subject subject) {
        var found = kept.getIfPresent(subject);
        if (found != null) {
            return found;
        }
        var minted = mint(subject);
        kept.put(subject, minted);
        return minted;
    }

    private Duration life(Subject subject) {
        return switch (subject.kind()) {
            case Claims.KIND_USER -> config.accessTokenLife();
            case Claims.KIND_API_KEY -> config.apiKeyTokenLife();
            case Claims.KIND_SERVICE -> config.serviceTokenLife();
            case Claims.KIND_ANONYMOUS -> config.anonymousTokenLife();
            default -> throw new IllegalArgumentException("Unknown kind of caller: " + subject.kind());
        };
    }

    private static JwtClaims claims(Subject subject, Instant now, Instant expiresAt) {
        var claims = new JwtClaims();
        claims.setIssuer(Claims.ISSUER);
        claims.setSubject(subject.id());
        claims.setStringClaim(Claims.USERNAME, subject.name());
        claims.setStringClaim(Claims.TENANT, subject.tenant().name());
        claims.setStringClaim(Claims.KIND, subject.kind());
        claims.setStringListClaim(Claims.GROUPS, List.copyOf(subject.groups()));
        claims.setStringClaim(Claims.SCOPE, String.join(" ", subject.scopes()));
        if (subject.sessionId() != null) {
            claims.setStringClaim(Claims.SESSION_ID, subject.sessionId());
        }
        claims.setJwtId(Ids.next().toString());
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(expiresAt.getEpochSecond()));
        return claims;
    }
}
