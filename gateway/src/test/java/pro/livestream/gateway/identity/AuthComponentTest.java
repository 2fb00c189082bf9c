package pro.livestream.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pro.livestream.gateway.testing.Client;
import pro.livestream.gateway.testing.LocalServices;
import pro.livestream.gateway.testing.Ready;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.platform.boot.Boot;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(LocalServices.class)
class AuthComponentTest {

    @Inject
    Boot boot;

    @BeforeEach
    void ready() {
        Ready.isReady(boot);
    }

    @Test
    void registersAndAnswersWithATokenThatWorks() {
        var name = Client.uniqueName();

        var answer = Client.json()
                .body(Map.of("username", name, "email", name + "@example.com", "password", Client.PASSWORD))
                .post("/api/auth/register");

        answer.then()
                .statusCode(201)
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(86400))
                .body("user.username", equalTo(name))
                .body("user.email", equalTo(name + "@example.com"))
                .body("user", not(hasKey("password_hash")));
        given().header("Authorization", "Bearer " + answer.path("access_token"))
                .get("/api/auth/me")
                .then()
                .statusCode(200)
                .body("username", equalTo(name))
                .body("kind", equalTo("user"))
                .body("tenant", equalTo("localhost"))
                .body("groups", equalTo(java.util.List.of("user")));
    }

    @Test
    void refusesATakenNameOrAddressInAnyCase() {
        var someone = Client.register();

        Client.json()
                .body(Map.of(
                        "username",
                        someone.username().toUpperCase(java.util.Locale.ROOT),
                        "email",
                        "x" + someone.email(),
                        "password",
                        "12345678"))
                .post("/api/auth/register")
                .then()
                .statusCode(409)
                .body("code", equalTo("USERNAME_TAKEN"));
        Client.json()
                .body(Map.of(
                        "username",
                        Client.uniqueName(),
                        "email",
                        someone.email().toUpperCase(java.util.Locale.ROOT),
                        "password",
                        "12345678"))
                .post("/api/auth/register")
                .then()
                .statusCode(409)
                .body("code", equalTo("EMAIL_TAKEN"));
    }

    @ParameterizedTest
    @CsvSource({
        "username,ab",
        "username,has space",
        "email,not-an-address",
        "password,short",
        "password,ああああああああああああああああああああああああああ"
    })
    void namesTheFieldAtFault(String field, String value) {
        var name = Client.uniqueName();
        var body = new java.util.HashMap<>(
                Map.of("username", name, "email", name + "@example.com", "password", Client.PASSWORD));
        body.put(field, value);

        Client.json()
                .body(body)
                .post("/api/auth/register")
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION_FAILED"))
                .body("details.field", everyItem(equalTo(field)))
                .body("request_id", notNullValue());
    }

    @Test
    void namesEveryMissingField() {
        Client.json()
                .body("{}")
                .post("/api/auth/register")
                .then()
                .statusCode(400)
                .body("details.field", hasItems("username", "email", "password"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "nonsense", "\"text\""})
    void refusesMalformedJson(String body) {
        Client.json()
                .body(body)
                .post("/api/auth/login")
                .then()
                .statusCode(400)
                .body("code", equalTo("MALFORMED_REQUEST"));
    }

    @Test
    void refusesAWrongType() {
        Client.json()
                .body("{\"username\": 7, \"email\": \"a@b.c\", \"password\": \"12345678\"}")
                .post("/api/auth/register")
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION_FAILED"))
                .body("details.field", hasItem("username"));
    }

    @Test
    void logsInByNameOrAddress() {
        var someone = Client.register();

        Client.login(someone.username().toUpperCase(java.util.Locale.ROOT), Client.PASSWORD)
                .then()
                .statusCode(200)
                .body("user.user_id", equalTo(someone.userId()))
                .cookie("livestream_session")
                .cookie("csrftoken");
        Client.json()
                .body(Map.of("email", someone.email(), "password", Client.PASSWORD))
                .post("/api/auth/login")
                .then()
                .statusCode(200);
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownUserTheSameWay() {
        var someone = Client.register();

        var wrong = Client.login(someone.username(), "wrong password");
        var unknown = Client.login("nobody-at-all", "wrong password");

        wrong.then().statusCode(401).body("code", equalTo("INVALID_CREDENTIALS"));
        unknown.then().statusCode(401).body("code", equalTo("INVALID_CREDENTIALS"));
        assertThat(wrong.<String>path("error")).isEqualTo(unknown.path("error"));
    }

    @Test
    void keepsTokensFromAClientThatWantsCookiesOnly() {
        var someone = Client.register();

        Client.json()
                .body(Map.of("username", someone.username(), "password", Client.PASSWORD, "cookie_only", true))
                .post("/api/auth/login")
                .then()
                .statusCode(200)
                .body("$", not(hasKey("access_token")))
                .body("$", not(hasKey("refresh_token")))
                .cookie("livestream_session");
    }

    @Test
    void takesTheSessionCookieWithItsCsrfToken() {
        var someone = Client.register();
        var cookies = Client.login(someone.username(), Client.PASSWORD).cookies();

        given().cookies(cookies).get("/api/auth/me").then().statusCode(200).body("kind", equalTo("user"));
        Client.json()
                .cookies(cookies)
                .body(Map.of("bio", "hello"))
                .put("/api/users/" + someone.userId())
                .then()
                .statusCode(403)
                .body("code", equalTo("FORBIDDEN"));
        Client.json()
                .cookies(cookies)
                .header("X-CSRFToken", "wrong")
                .body(Map.of("bio", "hello"))
                .put("/api/users/" + someone.userId())
                .then()
                .statusCode(403);
        Client.json()
                .cookies(cookies)
                .header("X-CSRFToken", cookies.get("csrftoken"))
                .header("Origin", "https://evil.example")
                .body(Map.of("bio", "hello"))
                .put("/api/users/" + someone.userId())
                .then()
                .statusCode(403);
        Client.json()
                .cookies(cookies)
                .header("X-CSRFToken", cookies.get("csrftoken"))
                .body(Map.of("bio", "hello"))
                .put("/api/users/" + someone.userId())
                .then()
                .statusCode(200)
                .body("bio", equalTo("hello"));
    }

    @Test
    void hidesTheSessionCookieFromScripts() {
        var someone = Client.register();

        var cookies = Client.login(someone.username(), Client.PASSWORD).detailedCookies();

        var session = cookies.get("livestream_session");
        assertThat(session.isHttpOnly()).isTrue();
        assertThat(session.getSameSite()).isEqualTo("Lax");
        assertThat(cookies.get("livestream_refresh").isHttpOnly()).isTrue();
        assertThat(cookies.get("csrftoken").isHttpOnly()).isFalse();
    }

    @Test
    void rotatesRefreshTokensAndEndsTheFamilyOnReuse() {
        var someone = Client.register();

        var second = refresh(someone.refreshToken());
        second.then().statusCode(200).body("refresh_token", not(equalTo(someone.refreshToken())));
        refresh(someone.refreshToken()).then().statusCode(401);

        refresh(second.path("refresh_token")).then().statusCode(401);
        Client.json()
                .header("Authorization", "Bearer " + second.path("access_token"))
                .get("/api/auth/me")
                .then()
                .statusCode(401);
    }

    @Test
    void refreshesByCookieOnlyWithTheCsrfToken() {
        var someone = Client.register();
        var cookies = Client.login(someone.username(), Client.PASSWORD).cookies();

        Client.json().cookies(cookies).post("/api/auth/refresh").then().statusCode(403);
        Client.json()
                .cookies(cookies)
                .header("X-CSRFToken", cookies.get("csrftoken"))
                .post("/api/auth/refresh")
                .then()
                .statusCode(200)
                .cookie("livestream_session", not(equalTo(cookies.get("livestream_session"))));
    }

    @Test
    void endsTheSessionOnLogout() {
        var someone = Client.register();

        someone.call().post("/api/auth/logout").then().statusCode(204);

        someone.call().get("/api/auth/me").then().statusCode(401).body("code", equalTo("UNAUTHENTICATED"));
        refresh(someone.refreshToken()).then().statusCode(401);
        Client.login(someone.username(), Client.PASSWORD).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.", "a.b.c"})
    void refusesAForgedToken(String token) {
        given().header("Authorization", "Bearer " + token)
                .get("/api/auth/me")
                .then()
                .statusCode(401)
                .body("code", equalTo("UNAUTHENTICATED"));
    }

    @Test
    void asksForALoginWhereOneIsNeeded() {
        given().get("/api/auth/me").then().statusCode(401).body("code", equalTo("UNAUTHENTICATED"));
        given().get("/api/nothing-here").then().statusCode(404).body("code", equalTo("NOT_FOUND"));
        given().put("/api/auth/login").then().statusCode(405).body("code", equalTo("METHOD_NOT_ALLOWED"));
        given().contentType("text/plain")
                .body("x")
                .post("/api/auth/login")
                .then()
                .statusCode(415)
                .body("code", equalTo("UNSUPPORTED_MEDIA_TYPE"));
    }

    private static io.restassured.response.Response refresh(String token) {
        return Client.json().body(Map.of("refresh_token", token)).post("/api/auth/refresh");
    }
}
