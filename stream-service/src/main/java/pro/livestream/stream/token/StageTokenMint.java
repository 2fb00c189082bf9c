package pro.livestream.stream.token;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import pro.livestream.contracts.Claims;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Signs participant tokens: JWTs (ES256) that a media engine checks with the keys at {@code /api/token/jwks}. */
@ApplicationScoped
class StageTokenMint {

    private static final String ISSUER = "stream-service";
    private static final String AUDIENCE = "stage";

    /** A token and when it ends. */
    record Minted(String token, Instant expiresAt) {}

    private final TenantDatabase database;
    private final StageKeyStore store;
    private final Clock clock = Clock.systemUTC();
    private final Map<Tenant, StageKey> keys = new ConcurrentHashMap<>();

    StageTokenMint(TenantDatabase database, StageKeyStore store) {
        this.database = database;
        this.store = store;
    }

    Uni<Minted> mint(Tenant tenant, Participant participant, Duration life) {
        return key(tenant).map(key -> sign(tenant, participant, life, key));
    }

    Uni<String> jwks(Tenant tenant) {
        return key(tenant)
                .chain(() -> database.inTransaction(tenant, store::published))
                .map(published -> new JsonWebKeySet(published).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
    }

    private Uni<StageKey> key(Tenant tenant) {
        var known = keys.get(tenant);
        return known == null
                ? database.inTransaction(tenant, tx -> store.signing(tx, tenant))
                        .invoke(key -> keys.put(tenant, key))
                : Uni.createFrom().item(known);
    }

    private Minted sign(Tenant tenant, Participant participant, Duration life, StageKey key) {
        long now = clock.instant().getEpochSecond();
        long end = now + life.toSeconds();
        var claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(participant.participantId());
        claims.setStringClaim(Claims.TENANT, tenant.name());
        claims.setStringClaim("stageArn", participant.stageArn());
        claims.setStringClaim("participantId", participant.participantId());
        claims.setStringClaim("userId", participant.userId());
        claims.setStringListClaim("capabilities", participant.capabilities());
        claims.setClaim("attributes", participant.attributes());
        claims.setJwtId(Ids.next().toString());
        claims.setIssuedAt(NumericDate.fromSeconds(now));
        claims.setExpirationTime(NumericDate.fromSeconds(end));
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(StageKey.ALGORITHM);
        signature.setKeyIdHeaderValue(key.kid());
        signature.setHeader("typ", "JWT");
        signature.setKey(key.privateKey());
        signature.setPayload(claims.toJson());
        try {
            return new Minted(signature.getCompactSerialization(), Instant.ofEpochSecond(end));
        } catch (JoseException e) {
            throw new IllegalStateException("A participant token cannot be signed", e);
        }
    }
}
