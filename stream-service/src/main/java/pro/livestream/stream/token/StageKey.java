package pro.livestream.stream.token;

import java.security.PrivateKey;
import org.jose4j.jws.AlgorithmIdentifiers;

/** What tokens are signed with; never logged. */
record StageKey(String kid, PrivateKey privateKey) {
    static final String ALGORITHM = AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256;

    @Override
    public String toString() {
        return kid;
    }
}
