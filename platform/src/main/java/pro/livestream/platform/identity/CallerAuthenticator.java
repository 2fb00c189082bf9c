package pro.livestream.platform.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Claims;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.tenant.Tenant;

/** Turns a token into its caller: signature by the gateway's keys, times, issuer, revocation. */
@ApplicationScoped
public class CallerAuthenticator {
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);
    private static final AlgorithmConstraints ALGORITHMS =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);

    private final KeySource keys;
    private final Revocations revocations;
    private final VerifiedTokens known;

    CallerAuthenticator(KeySource keys, Revocations revocations, VerifiedTokens known) {
        this.keys = keys;
        this.revocations = revocations;
        this.known = known;
    }

    /** Fails with {@code UNAUTHENTICATED} (401) on a token that is malformed, forged, expired or revoked. */
    public Uni<Caller> authenticate(String token) {
        var before = known.find(token);
        var kid = before == null ? keyIdOf(token) : before.keyId();
        if (kid == null) {
            return Uni.createFrom().failure(invalid());
        }
        return keys.key(kid)
                .onFailure(failure -> !(failure instanceof RefusedException))
                .transform(away ->
                        Refusal.unavailable("Tokens can't be checked right now").refused())
                .map(key -> {
                    var by = key.orElseThrow(CallerAuthenticator::invalid);
                    var caller = before != null
                                    && before.isGood(
                                            by, Clock.systemUTC().instant().minus(CLOCK_SKEW))
                            ? before.caller()
                            : verified(token, kid, by);
                    if (revocations.isRevoked(caller)) {
                        throw Refusal.unauthenticated("The session has ended").refused();
                    }
                    return caller;
                });
    }

    private Caller verified(String token, String kid, PublicKey key) {
        try {
            var consumer = new JwtConsumerBuilder()
                    .setRequireExpirationTime()
                    .setRequireSubject()
                    .setAllowedClockSkewInSeconds((int) CLOCK_SKEW.toSeconds())
                    .setExpectedIssuer(Claims.ISSUER)
                    .setSkipDefaultAudienceValidation()
                    .setJwsAlgorithmConstraints(ALGORITHMS)
                    .setVerificationKey(key)
                    .build();
            var caller = callerOf(consumer.processToClaims(token));
            known.put(token, new VerifiedTokens.Verified(kid, key, caller));
            return caller;
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException wrong) {
            throw invalid();
        }
    }

    private static Caller callerOf(JwtClaims claims) throws MalformedClaimException {
        var username = claims.getStringClaimValue(Claims.USERNAME);
        var tenant = claims.getStringClaimValue(Claims.TENANT);
        if (username == null || tenant == null) {
            throw new IllegalArgumentException("a claim is missing");
        }
        List<String> groups = claims.getStringListClaimValue(Claims.GROUPS);
        var tokenId = claims.getJwtId();
        var issuedAt = claims.getIssuedAt();
        return new Caller(
                kindOf(claims.getStringClaimValue(Claims.KIND)),
                new Tenant(tenant),
                claims.getSubject(),
                username,
                groups == null ? Set.of() : Set.copyOf(groups),
                scopesOf(claims.getStringClaimValue(Claims.SCOPE)),
                claims.getStringClaimValue(Claims.SESSION_ID),
                tokenId == null ? "" : tokenId,
                issuedAt == null ? Instant.EPOCH : Instant.ofEpochMilli(issuedAt.getValueInMillis()),
                Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis()));
    }

    private static Caller.Kind kindOf(@Nullable String kind) {
        return switch (kind) {
            case null -> Caller.Kind.USER;
            case Claims.KIND_USER -> Caller.Kind.USER;
            case Claims.KIND_API_KEY -> Caller.Kind.API_KEY;
            case Claims.KIND_SERVICE -> Caller.Kind.SERVICE;
            case Claims.KIND_ANONYMOUS -> Caller.Kind.ANONYMOUS;
            default -> throw new IllegalArgumentException("unknown kind of caller");
        };
    }

    private static Set<String> scopesOf(@Nullable String scope) {
        return scope == null || scope.isBlank() ? Set.of() : new HashSet<>(Arrays.asList(scope.split(" ", -1)));
    }

    private static @Nullable String keyIdOf(String token) {
        try {
            var signature = new JsonWebSignature();
            signature.setCompactSerialization(token);
            return signature.getKeyIdHeaderValue();
        } catch (JoseException | IllegalArgumentException malformed) {
            return null;
        }
    }

    private static RefusedException invalid() {
        return Refusal.unauthenticated("The token is not valid").refused();
    }
}
