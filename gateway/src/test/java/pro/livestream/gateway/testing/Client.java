package pro.livestream.gateway.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/** Calls of the gateway as its users make them. */
public final class Client {
    public static final String PASSWORD = "a good password";

    private Client() {}

    /** Somebody who has just registered. */
    public record Someone(String userId, String username, String email, String token, String refreshToken) {
        public RequestSpecification call() {
            return json().header("Authorization", "Bearer " + token);
        }
    }

    public static String uniqueName() {
        return "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    public static RequestSpecification json() {
        return given().contentType(ContentType.JSON);
    }

    public static Someone register() {
        return register("localhost");
    }

    public static Someone register(String host) {
        var name = uniqueName();
        var email = name + "@example.com";
        var answer = json().header("Host", host)
                .body(Map.of("username", name, "email", email, "password", PASSWORD))
                .post("/api/auth/register")
                .then()
                .statusCode(201)
                .extract();
        return new Someone(
                answer.path("user.user_id"), name, email, answer.path("access_token"), answer.path("refresh_token"));
    }

    public static Response login(String username, String password) {
        return json().body(Map.of("username", username, "password", password)).post("/api/auth/login");
    }

    public static RequestSpecification admin() {
        String token = login(LocalServices.ADMIN, LocalServices.ADMIN_PASSWORD)
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        return json().header("Authorization", "Bearer " + token);
    }
}
