package pro.livestream.gateway.token;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import pro.livestream.platform.identity.KeySource;

/** The keys of this moment, in memory; the gateway verifies with them instead of asking itself over HTTP. */
@ApplicationScoped
class KeyRing implements KeySource {
    private volatile Keys keys = new Keys(List.of(), Map.of(), "{\"keys\":[]}");

    private record Keys(List<SigningKey> oldestFirst, Map<String, SigningKey> byId, String jwks) {}

    void replace(List<SigningKey> oldestFirst) {
        keys = new Keys(
                List.copyOf(oldestFirst),
                oldestFirst.stream().collect(Collectors.toUnmodifiableMap(SigningKey::kid, Function.identity())),
                jwks(oldestFirst));
    }

    /** The newest key whose time to sign has come. */
    SigningKey signing() {
        var now = Clock.systemUTC().instant();
        return keys.oldestFirst().reversed().stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no signing key yet"));
    }

    Optional<SigningKey> newest() {
        var all = keys.oldestFirst();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    String jwks() {
        return keys.jwks();
    }

    @Override
    public Uni<Optional<PublicKey>> key(String kid) {
        return Uni.createFrom().item(Optional.ofNullable(keys.byId().get(kid)).map(SigningKey::publicKey));
    }

    private static String jwks(List<SigningKey> keys) {
        var set = new JsonWebKeySet();
        for (var key : keys) {
            var jwk = new RsaJsonWebKey((RSAPublicKey) key.publicKey());
            jwk.setKeyId(key.kid());
            jwk.setUse("sig");
            jwk.setAlgorithm("RS256");
            set.addJsonWebKey(jwk);
        }
        return set.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    static String thumbprint(RSAPublicKey key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(new RsaJsonWebKey(key).calculateThumbprint("SHA-256"));
    }
}
