package pro.livestream.stream;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import pro.livestream.local.testing.TestIdentity;

/** A tenant of one test alone, with the stage API as a server with an API key uses it. */
record StageTenant(String name) {

    /** Ready to be used: every test starts with no stage at all. */
    static StageTenant fresh() {
        var tenant = new StageTenant(
                "s" + UUID.randomUUID().toString().replace("-", "").substring(0, 12));
        TestIdentity.announceTenant(tenant.name());
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> tenant.server()
                                .get("/api/viewer/duration?userId=x")
                                .statusCode(),
                        status -> status == 200);
        return tenant;
    }

    RequestSpecification with(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON).urlEncodingEnabled(false);
    }

    String key(String scopes) {
        return TestIdentity.token(Map.of(
                "kind",
                "api_key",
                "sub",
                TestIdentity.userId(scopes).toString(),
                "upn",
                "key",
                "tenant",
                name,
                "groups",
                List.of(),
                "scope",
                scopes));
    }

    RequestSpecification server() {
        return with(key("*"));
    }

    RequestSpecification user(String username, String... groups) {
        return with(TestIdentity.userToken(username, name, groups));
    }

    ValidatableResponse viewer(String userId) {
        return server().body(Map.of("userId", userId)).post("/api/token/viewer").then();
    }

    ValidatableResponse viewer(String userId, String stageArn) {
        return server().body(Map.of("userId", userId, "stageArn", stageArn))
                .post("/api/token/viewer")
                .then();
    }

    /** The stage that a viewer was placed on. */
    String placed(String userId) {
        return viewer(userId).statusCode(201).extract().path("stageArn");
    }

    ValidatableResponse viewerCall(String what, String userId, String stageArn) {
        return server().body(Map.of("userId", userId, "stageArn", stageArn))
                .post("/api/viewer/" + what)
                .then();
    }

    void beat(String userId, String stageArn) {
        viewerCall("heartbeat", userId, stageArn).statusCode(200);
    }

    String master() {
        return server().get("/api/stage/master/info")
                .then()
                .statusCode(200)
                .extract()
                .path("stageArn");
    }

    String make(String stageName) {
        return server().body(Map.of("name", stageName))
                .post("/api/stage")
                .then()
                .statusCode(201)
                .extract()
                .path("stageArn");
    }

    JsonPath get(String path) {
        return server().get(path).then().statusCode(200).extract().jsonPath();
    }

    /** Viewers by stage, of the stages that there are. */
    Map<String, Integer> viewerCounts() {
        var stages = get("/api/stage/list?limit=100");
        var counts = new HashMap<String, Integer>();
        for (int i = 0; i < stages.getList("items").size(); i++) {
            counts.put(stages.getString("items[" + i + "].stageArn"), stages.getInt("items[" + i + "].viewerCount"));
        }
        return counts;
    }
}
