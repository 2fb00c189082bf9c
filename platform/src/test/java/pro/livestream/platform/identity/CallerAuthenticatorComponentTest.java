package pro.livestream.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pro.livestream.contracts.event.IdentityRevoked;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.outbox.Outbox;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class CallerAuthenticatorComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Boot boot;

    @Inject
    CallerAuthenticator authenticator;

    @Inject
    Outbox outbox;

    @Inject
    Pool pool;

    @Test
    void readsTheCallerFromAGoodToken() {
        var caller = authenticate(TestIdentity.userToken("alice"));

        assertThat(caller.userId()).isEqualTo(TestIdentity.userId("alice"));
        assertThat(caller.username()).isEqualTo("alice");
        assertThat(caller.tenant().name()).isEqualTo("localhost");
        assertThat(caller.groups()).containsExactly("user");
        assertThat(caller.kind()).isEqualTo(Caller.Kind.USER);
    }

    static List<String> badTokens() {
        var good = TestIdentity.userToken("alice");
        return List.of(
                TestIdentity.expiredToken("alice"),
                TestIdentity.forgedToken("alice"),
                TestIdentity.token(Map.of("sub", "x", "upn", "x", "iss", "somebody-else")),
                TestIdentity.token(Map.of("sub", "x", "upn", "x", "tenant", "Not A Tenant")),
                good.substring(0, good.length() - 8) + "AAAAAAAA",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.",
                "nonsense",
                "");
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void refusesABadToken(String token) {
        var refused = catchThrowableOfType(RefusedException.class, () -> authenticate(token));

        assertThat(refused.refusal().status()).isEqualTo(401);
        assertThat(refused.refusal().code()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void refusesATokenWhoseSessionWasRevokedAndNoOther() {
        await().atMost(PATIENCE).until(boot::isReady);
        var session = UUID.randomUUID();
        var user = TestIdentity.userId("bob");
        var revoked = TestIdentity.token(Map.of("sub", user.toString(), "upn", "bob", "sid", session.toString()));
        assertThat(authenticate(revoked).username()).isEqualTo("bob");

        pool.withTransaction(tx ->
                        outbox.append(tx, new IdentityRevoked("localhost", user, session, Instant.now(), "logout")))
                .await()
                .atMost(PATIENCE);

        await().atMost(Duration.ofSeconds(5))
                .until(() -> catchThrowableOfType(RefusedException.class, () -> authenticate(revoked)) != null);
        assertThat(authenticate(TestIdentity.userToken("bob")).username()).isEqualTo("bob");
    }

    private Caller authenticate(String token) {
        return authenticator.authenticate(token).await().atMost(PATIENCE);
    }
}
