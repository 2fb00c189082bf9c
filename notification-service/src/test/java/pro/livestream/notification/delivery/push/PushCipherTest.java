package pro.livestream.notification.delivery.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Values of RFC 8291, appendix A. */
class PushCipherTest {
    private static final String TEXT = "When I grow up, I want to be a watermelon";
    private static final byte[] AUTH = decode("BTBZMqHH6r4Tts7J_aSIgg");
    private static final byte[] BROWSER =
            decode("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
    private static final byte[] SERVER_PUBLIC =
            decode("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
    private static final byte[] SERVER_PRIVATE = decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
    private static final byte[] SALT = decode("DGv6ra1nlYgDCS1FRnbzlw");
    private static final String BODY =
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vC"
                    + "YLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu"
                    + "lcy4a-fN";

    @Test
    void encryptsAsTheStandardsExample() throws GeneralSecurityException {
        var secret = KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, SERVER_PRIVATE), PushCurve.parameters()));
        var keys = new KeyPair(PushCurve.decode(SERVER_PUBLIC).orElseThrow(), secret);

        var body = PushCipher.encrypt(TEXT.getBytes(StandardCharsets.UTF_8), BROWSER, AUTH, keys, SALT);

        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(body)).isEqualTo(BODY);
    }

    @Test
    void takesNoPointOffTheCurve() {
        var off = BROWSER.clone();
        off[64] ^= 1;

        assertThat(PushCurve.decode(off)).isEmpty();
        assertThat(PushCurve.decode(new byte[65])).isEmpty();
        assertThat(PushCurve.decode(new byte[33])).isEmpty();
        assertThat(PushCurve.encode(PushCurve.decode(BROWSER).orElseThrow())).isEqualTo(BROWSER);
    }

    @Test
    void refusesWhatIsTooLongForAPush() {
        assertThatThrownBy(() -> PushCipher.encrypt(new byte[PushCipher.TEXT_BYTES_MAX + 1], BROWSER, AUTH))
                .hasMessageContaining("too long");
    }

    @Test
    void sendsOnlyToPublicHttpsAddresses() throws UnknownHostException {
        assertThat(EndpointPolicy.parse("https://push.example/x", false)).isPresent();
        assertThat(EndpointPolicy.parse("http://push.example/x", false)).isEmpty();
        assertThat(EndpointPolicy.parse("https://user@push.example/x", false)).isEmpty();
        assertThat(EndpointPolicy.parse("ftp://push.example", true)).isEmpty();
        assertThat(EndpointPolicy.parse("https:///x", true)).isEmpty();
        assertThat(EndpointPolicy.parse("https://push.example/" + "x".repeat(2_000), true))
                .isEmpty();
        for (var inside : new String[] {
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "::1",
            "fe80::1",
            "fd00::1"
        }) {
            assertThat(EndpointPolicy.isPublic(InetAddress.getByName(inside)))
                    .as(inside)
                    .isFalse();
        }
        assertThat(EndpointPolicy.isPublic(InetAddress.getByName("203.0.113.7")))
                .isTrue();
        assertThat(EndpointPolicy.isPublic(InetAddress.getByName("2001:db8::7")))
                .isTrue();
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
