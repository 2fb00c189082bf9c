package pro.livestream.gateway.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.gateway.testing.LocalServices;
import pro.livestream.gateway.testing.Ready;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.platform.boot.Boot;

/** Where TLS ends at a proxy that may be believed. */
@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(LocalServices.class)
@TestProfile(BehindProxyComponentTest.BehindProxy.class)
class BehindProxyComponentTest {

    /** As the chart sets it. */
    public static class BehindProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("PROXY_FORWARDING", "true");
        }
    }

    @Inject
    Boot boot;

    @BeforeEach
    void ready() {
        Ready.isReady(boot);
    }

    @Test
    void tellsBrowsersToStayWithTlsAndKeepsCookiesToIt() {
        var answer = given().header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-For", "203.0.113.9")
                .get("/api/streams/1");

        assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000; includeSubDomains");
        assertThat(answer.getDetailedCookie("livestream_viewer").isSecured()).isTrue();
        assertThat(answer.getDetailedCookie("livestream_viewer").isHttpOnly()).isTrue();
        assertThat(answer.jsonPath().getString("headers.x-forwarded-for[0]")).isEqualTo("203.0.113.9");
        assertThat(answer.jsonPath().getString("headers.x-forwarded-proto[0]")).isEqualTo("https");
    }
}
