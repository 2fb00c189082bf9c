package pro.livestream.stream;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RealPartsProfile.class)
class MediaHookComponentTest {

    private static final String HOOKS = "/hooks/media/" + RealPartsProfile.HOOK_TOKEN;

    private final String alice = Api.someone();

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    private static void mediaMtx(String action, String path, Map<String, String> credentials, int status) {
        var body = new HashMap<String, Object>(Map.of(
                "user",
                "live",
                "password",
                "",
                "token",
                "",
                "ip",
                "127.0.0.1",
                "action",
                action,
                "path",
                path,
                "protocol",
                "rtmp",
                "id",
                "1",
                "query",
                ""));
        body.putAll(credentials);
        given().contentType(ContentType.JSON)
                .body(body)
                .post(HOOKS + "/mediamtx")
                .then()
                .statusCode(status);
    }

    @Test
    void a_path_without_the_secret_is_not_there() {
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/hooks/media/guessed-guessed-guessed/mediamtx")
                .then()
                .statusCode(404);
    }

    @Test
    void only_the_broadcasters_key_publishes_and_only_while_live() {
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        String key = stream.getString("ingest.stream_key");
        String path = "localhost/" + id;

        mediaMtx("publish", path, Map.of("password", key), 200);
        mediaMtx("publish", path, Map.of("token", key), 200);
        mediaMtx("publish", path, Map.of(), 401);
        mediaMtx("publish", path, Map.of("password", "localhost_wrong"), 401);
        mediaMtx("publish", "localhost/" + UUID.randomUUID(), Map.of("password", key), 401);
        mediaMtx("publish", "other/" + id, Map.of("password", key), 401);
        mediaMtx("api", "", Map.of("password", key), 401);
        String other = Api.goLive(Api.someone()).getString("ingest.stream_key");
        mediaMtx("publish", path, Map.of("password", other), 401);
        given().contentType(ContentType.JSON)
                .body(Map.of("appName", "LiveApp", "streamId", id, "token", key, "mode", "live"))
                .post(HOOKS + "/ant-media/localhost/publish")
                .then()
                .statusCode(200);

        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200);
        mediaMtx("publish", path, Map.of("password", key), 401);
    }

    @Test
    void public_streams_are_read_by_all_and_others_with_a_token() {
        String open = Api.goLive(alice).getString("stream_id");
        var hidden = Api.goLive(Api.someone(), Map.of("title", "Hidden", "visibility", "unlisted"));
        String hls = hidden.getString("playback.hls_url");
        String token = hls.split("/", -1)[5];
        String path = "localhost/" + hidden.getString("stream_id");

        mediaMtx("read", "localhost/" + open, Map.of(), 200);
        mediaMtx("read", path, Map.of(), 401);
        mediaMtx("read", path, Map.of("query", "token=" + token), 200);
        mediaMtx("read", "localhost/" + open + "x", Map.of(), 401);
    }

    @Test
    void webhooks_are_answered_with_200_whatever_they_are_about() {
        for (String body : new String[] {
            "{\"id\":\"stream1\",\"action\":\"liveStreamStarted\",\"timestamp\":\"1795312800000\"}",
            "{\"id\":\"" + UUID.randomUUID() + "\",\"action\":\"liveStreamEnded\"}",
            "{}"
        }) {
            given().contentType(ContentType.JSON)
                    .body(body)
                    .post(HOOKS + "/ant-media/localhost")
                    .then()
                    .statusCode(200);
        }
    }
}
