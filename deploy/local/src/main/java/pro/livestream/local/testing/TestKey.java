package pro.livestream.local.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An RSA key that signs tokens as RS256. */
record TestKey(PrivateKey key) {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final int BITS = 2048;
    private static final String ID = "test-1";

    static TestKey fresh() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return new TestKey(generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static TestKey decoded(String text) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            return new TestKey(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String encoded() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    String sign(Map<String, Object> claims) {
        var head = Json.of(Map.of("alg", "RS256", "typ", "JWT", "kid", ID));
        var signed = base64(head.getBytes(StandardCharsets.UTF_8))
                + "."
                + base64(Json.of(claims).getBytes(StandardCharsets.UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public half as a JWK set. */
    String jwks() {
        var rsa = (RSAPrivateCrtKey) key;
        return Json.of(Map.of(
                "keys",
                List.of(Map.of(
                        "kty",
                        "RSA",
                        "use",
                        "sig",
                        "alg",
                        "RS256",
                        "kid",
                        ID,
                        "n",
                        base64(unsigned(rsa.getModulus())),
                        "e",
                        base64(unsigned(rsa.getPublicExponent()))))));
    }

    private static byte[] unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String base64(byte[] bytes) {
        return URL.encodeToString(bytes);
    }
}
