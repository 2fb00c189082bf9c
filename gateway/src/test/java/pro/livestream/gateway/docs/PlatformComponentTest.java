package pro.livestream.gateway.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.gateway.testing.LocalServices;
import pro.livestream.gateway.testing.Ready;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.platform.boot.Boot;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(LocalServices.class)
class PlatformComponentTest {

    @Inject
    Boot boot;

    @BeforeEach
    void ready() {
        Ready.isReady(boot);
    }

    @Test
    void saysHowEverythingFares() {
        given().get("/api/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("degraded"))
                .body("services.gateway.status", equalTo("ok"))
                .body("services.payment-service.status", equalTo("down"))
                .body("services.stream-service.replicas", equalTo(3))
                .body("dependencies.postgres.status", equalTo("ok"))
                .body("dependencies.postgres.latency_ms", notNullValue())
                .body("dependencies.redis.status", equalTo("ok"))
                .body("dependencies.kafka.status", equalTo("ok"))
                .body("dependencies", hasKey("s3"))
                .body("dependencies", hasKey("media"))
                .body("tunnels.max", equalTo(8000));
    }

    @Test
    void describesTheWholeInterfaceInOneDocument() {
        given().get("/api/openapi")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("openapi", equalTo("3.1.0"))
                .body("paths", hasKey("/api/auth/login"))
                .body("paths", hasKey("/api/tenants"))
                .body("paths.'/api/auth/login'.post.responses", hasKey("default"))
                .body("paths.'/api/auth/register'.post.responses", hasKey("201"))
                .body("paths.'/api/auth/register'.post.responses", not(hasKey("200")))
                .body("paths.'/api/auth/logout'.post.responses", hasKey("204"))
                .body("components.schemas", hasKey("Error"))
                .body("x-missing-services", hasItem("payment-service"));
    }

    @Test
    void rendersTheDocumentOnAPageWithoutInlineScripts() {
        var page = given().get("/api/docs");

        page.then().statusCode(200).contentType("text/html").body(containsString("/api/docs/docs.js"));
        assertThat(page.asString()).doesNotContain("<script>").doesNotContain(" style=");
        given().get("/api/docs/docs.js").then().statusCode(200).contentType("text/javascript");
        given().get("/api/docs/docs.css").then().statusCode(200).contentType("text/css");
        given().get("/api/asyncapi").then().statusCode(200).body("asyncapi", notNullValue());
    }

    @Test
    void publishesItsKeys() {
        given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .body("keys[0].kty", equalTo("RSA"))
                .body("keys[0].alg", equalTo("RS256"))
                .body("keys[0].kid", notNullValue());
    }

    @Test
    void answersUnknownPathsAndPages() {
        given().accept("application/json")
                .get("/nothing")
                .then()
                .statusCode(404)
                .body("code", equalTo("NOT_FOUND"));
        given().accept("text/html").get("/").then().statusCode(200).contentType("text/html");
    }
}
