package pro.livestream.gateway.identity;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
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
class UserComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]{43})");

    @Inject
    Boot boot;

    @Inject
    @ConfigProperty(name = "MAIL_API_URL")
    String mailApi;

    @BeforeEach
    void ready() {
        Ready.isReady(boot);
    }

    @Test
    void showsTheAddressToTheUserItselfOnly() {
        var someone = Client.register();
        var other = Client.register();

        someone.call()
                .get("/api/users/" + someone.userId())
                .then()
                .statusCode(200)
                .body("email", equalTo(someone.email()));
        for (var answer : List.of(
                given().get("/api/users/" + someone.userId()), other.call().get("/api/users/" + someone.userId()))) {
            answer.then()
                    .statusCode(200)
                    .body("username", equalTo(someone.username()))
                    .body("$", not(hasKey("email")));
        }
        given().get("/api/users/" + UUID.randomUUID()).then().statusCode(404);
        given().get("/api/users/no-id").then().statusCode(404);
    }

    @Test
    void changesTheOwnProfileAndNoOther() {
        var someone = Client.register();
        var other = Client.register();

        someone.call()
                .body(Map.of("display_name", "Some One", "locale", "zh-TW"))
                .put("/api/users/" + someone.userId())
                .then()
                .statusCode(200)
                .body("display_name", equalTo("Some One"))
                .body("locale", equalTo("zh-TW"))
                .body("username", equalTo(someone.username()));
        other.call()
                .body(Map.of("display_name", "Not Me"))
                .put("/api/users/" + someone.userId())
                .then()
                .statusCode(403)
                .body("code", equalTo("FORBIDDEN"));
        someone.call()
                .body(Map.of("username", other.username()))
                .put("/api/users/" + someone.userId())
                .then()
                .statusCode(409)
                .body("code", equalTo("USERNAME_TAKEN"));
    }

    @Test
    void endsEverySessionWhenThePasswordChanges() {
        var someone = Client.register();

        someone.call()
                .body(Map.of("password", "another password", "current_password", "wrong"))
                .put("/api/users/" + someone.userId())
                .then()
                .statusCode(403);
        someone.call()
                .body(Map.of("password", "another password", "current_password", Client.PASSWORD))
                .put("/api/users/" + someone.userId())
                .then()
                .statusCode(200)
                .cookie("livestream_session");

        someone.call().get("/api/auth/me").then().statusCode(401);
        Client.login(someone.username(), Client.PASSWORD).then().statusCode(401);
        Client.login(someone.username(), "another password").then().statusCode(200);
    }

    @Test
    void bansAndLiftsTheBan() {
        var someone = Client.register();
        var path = "/api/users/" + someone.userId() + "/ban";

        someone.call().body(Map.of("reason", "self")).post(path).then().statusCode(403);
        Client.admin()
                .body(Map.of(
                        "reason",
                        "spam",
                        "until",
                        Instant.now().minusSeconds(60).toString()))
                .post(path)
                .then()
                .statusCode(400)
                .body("details.field", hasItem("until"));
        Client.admin()
                .body(Map.of("reason", "spam"))
                .post(path)
                .then()
                .statusCode(200)
                .body("reason", equalTo("spam"));

        someone.call().get("/api/auth/me").then().statusCode(401);
        Client.login(someone.username(), Client.PASSWORD).then().statusCode(403).body("code", equalTo("BANNED"));
        Client.admin().delete(path).then().statusCode(204);
        Client.login(someone.username(), Client.PASSWORD).then().statusCode(200);
    }

    @Test
    void erasesTheAccountWithItsPassword() {
        var someone = Client.register();

        someone.call().delete("/api/users/" + someone.userId()).then().statusCode(400);
        someone.call()
                .body(Map.of("current_password", "wrong"))
                .delete("/api/users/" + someone.userId())
                .then()
                .statusCode(403);
        someone.call()
                .body(Map.of("current_password", Client.PASSWORD))
                .delete("/api/users/" + someone.userId())
                .then()
                .statusCode(204);

        given().get("/api/users/" + someone.userId()).then().statusCode(404);
        someone.call().get("/api/auth/me").then().statusCode(401);
        Client.login(someone.username(), Client.PASSWORD).then().statusCode(401);
    }

    @Test
    void confirmsAnAddressByMailOnce() {
        var someone = Client.register();
        var token = mailedToken(someone.email(), "verify-email");

        Client.json()
                .body(Map.of("token", token))
                .post("/api/auth/email/verify")
                .then()
                .statusCode(204);

        someone.call().get("/api/auth/me").then().body("email_verified", equalTo(true));
        Client.json()
                .body(Map.of("token", token))
                .post("/api/auth/email/verify")
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_TOKEN"));
    }

    @Test
    void setsAForgottenPasswordByMailOnce() {
        var someone = Client.register();

        forgot(someone.email()).then().statusCode(202);
        forgot("nobody-" + someone.email()).then().statusCode(202);
        var token = mailedToken(someone.email(), "reset-password");
        reset(token).then().statusCode(204);

        reset(token).then().statusCode(400).body("code", equalTo("INVALID_TOKEN"));
        someone.call().get("/api/auth/me").then().statusCode(401);
        Client.login(someone.username(), "a new password").then().statusCode(200);
    }

    private static io.restassured.response.Response forgot(String email) {
        return Client.json().body(Map.of("email", email)).post("/api/auth/password/forgot");
    }

    private static io.restassured.response.Response reset(String token) {
        return Client.json()
                .body(Map.of("token", token, "password", "a new password"))
                .post("/api/auth/password/reset");
    }

    private String mailedToken(String recipient, String page) {
        return await().atMost(PATIENCE).until(() -> find(mails(recipient), page), text -> !text.isEmpty());
    }

    /** Mail bodies are quoted-printable: soft line breaks fall anywhere. */
    private static String find(String mails, String page) {
        var plain = mails.replace("\\r\\n", "\n")
                .replace("=\n", "")
                .replace("\\u003d", "=")
                .replace("=3D", "=");
        var at = plain.indexOf(page);
        var matcher = TOKEN.matcher(plain);
        return at >= 0 && matcher.find(at) ? matcher.group(1) : "";
    }

    private String mails(String recipient) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(mailApi + "/api/user/" + recipient + "/messages/"))
                    .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
            return answer.statusCode() == 200 ? answer.body() : "";
        }
    }

    @Test
    void grantsRolesByAnAdmin() {
        var someone = Client.register();

        someone.call()
                .body(Map.of("roles", List.of("user", "admin")))
                .put("/api/users/" + someone.userId() + "/roles")
                .then()
                .statusCode(403);
        Client.admin()
                .body(Map.of("roles", List.of("user", "platform_admin")))
                .put("/api/users/" + someone.userId() + "/roles")
                .then()
                .statusCode(400);
        Client.admin()
                .body(Map.of("roles", List.of("user", "moderator")))
                .put("/api/users/" + someone.userId() + "/roles")
                .then()
                .statusCode(200)
                .body("roles", hasItem("moderator"));
        assertThat(Client.login(someone.username(), Client.PASSWORD).<List<String>>path("user.roles"))
                .contains("moderator");
    }
}
