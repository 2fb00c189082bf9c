package pro.livestream.stream.media.ivs;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import pro.livestream.stream.media.StageHost;

/** Participant tokens signed with an imported key (ES384): they cost no call and no quota. */
final class IvsTokens {

    private static final String ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 12;

    private final String keyArn;
    private final PrivateKey key;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    IvsTokens(String keyArn, String privateKeyPem, Clock clock) {
        this.keyArn = keyArn;
        this.key = read(privateKeyPem);
        this.clock = clock;
    }

    private static PrivateKey read(String pem) {
        String encoded = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s|\\\\n", "");
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("AWS_IVS_PRIVATE_KEY is no P-384 key in PKCS#8", e);
        }
    }

    StageHost.Pass sign(StageHost.Hosted stage, StageHost.Guest guest, Duration life) {
        long now = clock.instant().getEpochSecond();
        long end = now + life.toSeconds();
        String participantId = participantId();
        var claims = new JwtClaims();
        claims.setJwtId(participantId);
        claims.setStringClaim("resource", stage.stageArn());
        claims.setStringClaim(
                "topic", stage.stageArn().substring(stage.stageArn().lastIndexOf('/') + 1));
        claims.setStringClaim("events_url", endpoint(stage, IvsStages.EVENTS));
        claims.setStringClaim("whip_url", endpoint(stage, IvsStages.WHIP));
        claims.setStringClaim("user_id", guest.userId());
        claims.setClaim("capabilities", Map.of("allow_publish", guest.publishes(), "allow_subscribe", true));
        claims.setClaim("attributes", guest.attributes());
        claims.setStringClaim("version", "1.0");
        claims.setIssuedAt(NumericDate.fromSeconds(now));
        claims.setExpirationTime(NumericDate.fromSeconds(end));
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384);
        signature.setKeyIdHeaderValue(keyArn);
        signature.setHeader("typ", "JWT");
        signature.setKey(key);
        signature.setPayload(claims.toJson());
        try {
            return new StageHost.Pass(signature.getCompactSerialization(), participantId, Instant.ofEpochSecond(end));
        } catch (JoseException e) {
            throw new IllegalStateException("A participant token cannot be signed", e);
        }
    }

    private static String endpoint(StageHost.Hosted stage, String name) {
        String address = stage.endpoints().get(name);
        if (address == null) {
            throw new IllegalStateException("AWS IVS gave no address for " + name + " of " + stage.stageArn());
        }
        return address;
    }

    private String participantId() {
        var id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
        }
        return id.toString();
    }
}
