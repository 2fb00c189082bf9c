package pro.livestream.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.TestIdentity;

@QuarkusTest
@TestProfile(RealPartsProfile.class)
class StudioComponentTest {

    private final String alice = Api.someone();
    private final List<String> frames = new CopyOnWriteArrayList<>();

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    private WebSocket studio(String username, String streamId) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + TestIdentity.userToken(username))
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + RestAssured.port + "/ws/streams/" + streamId + "/studio"),
                        new WebSocket.Listener() {
                            private final StringBuilder text = new StringBuilder();

                            @Override
                            public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
                                text.append(part);
                                if (last) {
                                    frames.add(text.toString());
                                    text.setLength(0);
                                }
                                socket.request(1);
                                return CompletableFuture.completedStage("");
                            }
                        })
                .join();
    }

    private static void heartbeat(String viewer, String streamId, Map<String, Object> qoe, int status) {
        given().auth()
                .oauth2(TestIdentity.anonymousToken(viewer))
                .contentType(ContentType.JSON)
                .body(Map.of("qoe", qoe))
                .post("/api/streams/" + streamId + "/heartbeat")
                .then()
                .statusCode(status);
    }

    @Test
    void a_broadcaster_hears_how_its_viewers_fare_and_what_to_do() {
        // given
        String id = Api.goLive(alice).getString("stream_id");
        var socket = studio(alice, id);
        await().atMost(Duration.ofSeconds(5)).until(() -> !frames.isEmpty());
        var first = JsonPath.from(frames.getFirst());
        assertThat(first.getString("type")).isEqualTo("stats");
        assertThat(first.getString("media")).isEqualTo("waiting");
        assertThat(first.<Object>get("playback")).isNull();

        // when
        for (int i = 0; i < 4; i++) {
            heartbeat(
                    "viewer-" + i,
                    id,
                    Map.of(
                            "bitrate_kbps",
                            1_000 + i * 200,
                            "rebuffer_ms",
                            4_000,
                            "dropped_frames",
                            2,
                            "latency_ms",
                            3_000),
                    200);
        }

        // then
        await().atMost(Duration.ofSeconds(10)).until(() -> frames.getLast().contains("VIEWERS_REBUFFER"));
        var last = JsonPath.from(frames.getLast());
        assertThat(last.getInt("playback.reports")).isEqualTo(4);
        assertThat(last.getInt("playback.bitrate_kbps")).isEqualTo(1_300);
        assertThat(last.getDouble("playback.rebuffer_ratio")).isEqualTo(0.2);
        assertThat(last.getInt("playback.dropped_frames")).isEqualTo(8);
        Api.as(alice)
                .get("/api/streams/" + id + "/stats")
                .then()
                .statusCode(200)
                .body("advice[0].code", equalTo("VIEWERS_REBUFFER"))
                .body("playback.latency_ms", equalTo(3_000))
                .body("ingest", nullValue());
        socket.abort();
    }

    @Test
    void nobody_else_gets_in_and_nonsense_is_refused() {
        String id = Api.goLive(alice).getString("stream_id");

        assertThat(catchThrowable(() -> studio(Api.someone(), id))).isInstanceOf(CompletionException.class);
        Api.as(Api.someone()).get("/api/streams/" + id + "/stats").then().statusCode(403);
        given().get("/api/streams/" + id + "/stats").then().statusCode(401);
        heartbeat("viewer", id, Map.of("rebuffer_ms", -1), 400);
        given().auth()
                .oauth2(TestIdentity.anonymousToken("beacon"))
                .contentType(ContentType.TEXT)
                .body("nonsense")
                .post("/api/streams/" + id + "/heartbeat")
                .then()
                .statusCode(400);
    }
}
