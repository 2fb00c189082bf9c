package pro.livestream.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pro.livestream.platform.tenant.Tenant;

class VerifiedTokensTest {
    private static final Instant END = Instant.parse("2026-01-31T12:00:00Z");
    private static final Caller ALICE = new Caller(
            Caller.Kind.USER,
            new Tenant("localhost"),
            "a0000000-0000-0000-0000-000000000000",
            "alice",
            Set.of("user"),
            Set.of(),
            null,
            "",
            END.minusSeconds(60),
            END);

    private final VerifiedTokens tokens = new VerifiedTokens();

    @Test
    void findsTheVeryTokenOnly() {
        tokens.put("token of alice", new VerifiedTokens.Verified("1", key(), ALICE));

        assertThat(tokens.find("token of alice"))
                .extracting(VerifiedTokens.Verified::caller)
                .isEqualTo(ALICE);
        assertThat(tokens.find("token of alicf")).isNull();
    }

    @Test
    void holdsUntilTheTokenEndsAndWhileItsKeyIsTheKey() {
        var key = key();
        var verified = new VerifiedTokens.Verified("1", key, ALICE);

        assertThat(verified.isGood(key, END.minusMillis(1))).isTrue();
        assertThat(verified.isGood(key, END)).isFalse();
        assertThat(verified.isGood(key(), END.minusMillis(1))).isFalse();
    }

    private static PublicKey key() {
        try {
            return KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
