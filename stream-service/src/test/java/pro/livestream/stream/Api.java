package pro.livestream.stream;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import pro.livestream.local.testing.TestIdentity;

/** The service's HTTP interface as its tests use it. */
public final class Api {

    private Api() {}

    /** The service serves its first tenant some seconds after it listens. */
    public static void awaitReady() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> as("nobody").get("/api/streams").statusCode(), status -> status == 200);
    }

    /** A name that no other test has; one user has one live stream. */
    public static String someone() {
        return "user-" + UUID.randomUUID().toString().substring(0, 8);
    }

    public static RequestSpecification as(String username) {
        return given().auth().oauth2(TestIdentity.userToken(username)).contentType(ContentType.JSON);
    }

    public static JsonPath goLive(String username) {
        return goLive(username, Map.of("title", "Live by " + username));
    }

    public static JsonPath goLive(String username, Map<String, Object> body) {
        return as(username)
                .body(body)
                .post("/api/streams")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    public static JsonPath stream(String username, String streamId) {
        return as(username)
                .get("/api/streams/" + streamId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public static void awaitMedia(String username, String streamId, String media) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> stream(username, streamId).getString("media"), media::equals);
    }

    public static String pushUrl(JsonPath stream) {
        return stream.getString("ingest.rtmp_url") + "/" + stream.getString("ingest.stream_key");
    }
}
