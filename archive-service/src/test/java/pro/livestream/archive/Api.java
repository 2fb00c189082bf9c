package pro.livestream.archive;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import pro.livestream.local.testing.TestIdentity;

/** The service's HTTP interface as its tests use it. */
final class Api {

    private static final Duration WORK = Duration.ofSeconds(90);

    private Api() {}

    /** A name that no other test has. */
    static String someone() {
        return "user-" + UUID.randomUUID().toString().substring(0, 8);
    }

    static RequestSpecification as(String username) {
        return given().auth().oauth2(TestIdentity.userToken(username)).contentType(ContentType.JSON);
    }

    static RequestSpecification anonymous() {
        return given().auth().oauth2(TestIdentity.anonymousToken("viewer-1")).contentType(ContentType.JSON);
    }

    static JsonPath archive(String username, String archiveId) {
        return as(username)
                .get("/api/archives/" + archiveId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Of the owner's one archive of the stream, once it has the status. */
    static JsonPath awaitArchive(String owner, UUID streamId, String status) {
        await().atMost(WORK).ignoreExceptions().until(() -> statusOf(owner, streamId), status::equals);
        List<String> ids =
                as(owner).get("/api/archives?stream_id=" + streamId).jsonPath().getList("items.archive_id");
        return archive(owner, ids.getFirst());
    }

    private static String statusOf(String owner, UUID streamId) {
        return as(owner).get("/api/archives?stream_id=" + streamId).jsonPath().getString("items[0].status");
    }

    /** A link as a viewer follows it, but to this service instead of the gateway. */
    static Response follow(String link) {
        return follow(link, given());
    }

    static Response follow(String link, RequestSpecification request) {
        return request.urlEncodingEnabled(false).get(local(link));
    }

    static String local(String link) {
        return link.substring(link.indexOf("/api/"));
    }
}
