package pro.livestream.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.gateway.testing.Client;
import pro.livestream.gateway.testing.LocalServices;
import pro.livestream.gateway.testing.Ready;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.platform.boot.Boot;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(LocalServices.class)
class ContactComponentTest {
    @Inject
    Boot boot;

    @TestHTTPResource(value = "/", management = true)
    @Nullable URL managementUrl;

    @BeforeEach
    void ready() {
        Ready.isReady(boot);
    }

    @Test
    void tellsAServiceHowToReachAUser() {
        var someone = Client.register();
        someone.call()
                .body("{\"locale\": \"ja\"}")
                .put("/api/users/" + someone.userId())
                .then()
                .statusCode(200);

        service("localhost")
                .get(contact(someone.userId()))
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("email", equalTo(someone.email()))
                .body("email_verified", equalTo(false))
                .body("locale", equalTo("ja"))
                .body("username", equalTo(someone.username()))
                .body("password_hash", nullValue());
    }

    @Test
    void knowsNobodyOutsideTheTokensTenant() {
        var someone = Client.register();

        service("localhost").get(contact(UUID.randomUUID().toString())).then().statusCode(404);
        service("localhost").get(contact("nobody")).then().statusCode(404).body("code", equalTo("NOT_FOUND"));
        service("elsewhere")
                .get(contact(someone.userId()))
                .then()
                .statusCode(503)
                .body("code", equalTo("TENANT_NOT_READY"));
    }

    @Test
    void tellsNobodyElse() {
        var someone = Client.register();
        var path = contact(someone.userId());

        given().get(path).then().statusCode(401).body("code", equalTo("UNAUTHENTICATED"));
        given().header("Authorization", "Bearer nonsense").get(path).then().statusCode(401);
        someone.call().get(path).then().statusCode(403).body("code", equalTo("FORBIDDEN"));
        service("localhost")
                .get("/internal/users/" + someone.userId() + "/contact")
                .then()
                .statusCode(404);
    }

    private RequestSpecification service(String tenant) {
        String token = given().auth()
                .preemptive()
                .basic("chat-service", "chat-secret")
                .body("{\"tenant\": \"" + tenant + "\"}")
                .post(management() + "/internal/service-tokens")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        return given().header("Authorization", "Bearer " + token);
    }

    private String contact(String userId) {
        return management() + "/internal/users/" + userId + "/contact";
    }

    private String management() {
        return "http://127.0.0.1:" + Objects.requireNonNull(managementUrl).getPort();
    }
}
