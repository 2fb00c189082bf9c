package pro.livestream.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pro.livestream.local.testing.TestIdentity;

@QuarkusTest
@TestProfile(RealPartsProfile.class)
class SlowLinesComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String alice = Api.someone();
    private final String viewer = TestIdentity.anonymousToken(Api.someone());

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    private void heartbeats(String id, int count, int rebufferMs) {
        for (int i = 0; i < count; i++) {
            given().auth()
                    .oauth2(viewer)
                    .contentType(ContentType.JSON)
                    .body(Map.of("qoe", Map.of("rebuffer_ms", rebufferMs)))
                    .post("/api/streams/" + id + "/heartbeat")
                    .then()
                    .statusCode(200);
        }
    }

    private static int bandwidth(String id, String rendition) {
        String master = given().get("/hls/" + id + "/master.m3u8").asString();
        var found = Pattern.compile("[:,]BANDWIDTH=(\\d+)[^\\n]*\\n" + rendition + "/index\\.m3u8")
                .matcher(master);
        assertThat(found.find()).as(master).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private JsonPath stats(String id) {
        return Api.as(alice).get("/api/streams/" + id + "/stats").jsonPath();
    }

    @Test
    void viewers_that_stall_are_sent_a_leaner_smallest_picture_until_they_play_well() {
        // given
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        var encoder = Ffmpeg.push(Api.pushUrl(stream), "320x240", 120);
        Api.awaitMedia(alice, id, "live");
        int full = bandwidth(id, "144p");
        int larger = bandwidth(id, "240p");

        // when
        heartbeats(id, 5, 1_500);

        // then
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            heartbeats(id, 1, 1_500);
            return stats(id).getList("advice.code").contains("LADDER_LEAN");
        });
        await().atMost(PATIENCE).until(() -> bandwidth(id, "144p") < full);
        assertThat(full - bandwidth(id, "144p")).isGreaterThanOrEqualTo(60_000);
        assertThat(bandwidth(id, "240p")).isEqualTo(larger);
        assertThat(stats(id).getString("ingest.rendition_lean")).isEqualTo("144p");
        assertThat(given().get("/hls/" + id + "/144p/index.m3u8").asString())
                .contains("1-0.m4s", "#EXT-X-DISCONTINUITY\n", "2-0.m4s");

        // when
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            heartbeats(id, 40, 0);
            return bandwidth(id, "144p") == full;
        });

        // then
        await().atMost(PATIENCE).until(() -> !stats(id).getList("advice.code").contains("LADDER_LEAN"));
        assertThat(encoder.isAlive()).isTrue();
        encoder.destroyForcibly();
    }

    @Test
    void a_browsers_stream_is_cut_at_a_key_frame_and_its_recording_has_every_picture(@TempDir Path folder) {
        // given
        String id = Api.goLive(alice).getString("stream_id");
        Path sent = folder.resolve("sent.webm");
        var browser = new BrowserRecorder(id, TestIdentity.userToken(alice), "320x240", 120, sent);
        Api.awaitMedia(alice, id, "live");
        int full = bandwidth(id, "144p");

        // when
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            heartbeats(id, 5, 1_500);
            return bandwidth(id, "144p") < full;
        });

        // then
        await().atMost(PATIENCE)
                .until(() -> given().get("/hls/" + id + "/144p/index.m3u8")
                        .asString()
                        .contains("2-1.m4s"));
        assertThat(stats(id).getString("ingest.rendition_lean")).isEqualTo("144p");
        assertThat(stats(id).getInt("ingest.lag_millis")).isBetween(0, 5_000);
        assertThat(browser.isSending()).isTrue();

        // when
        browser.close();
        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200);

        // then
        await().atMost(PATIENCE).until(() -> !Events.of("stream.ended", id).isEmpty());
        var ended = Events.of("stream.ended", id).getFirst();
        assertThat(ended.getList("gaps")).isEmpty();
        var manifest = Bucket.json(ended.getString("recording_manifest"));
        assertThat(manifest.getList("segments.run")).contains(1, 2);
        long recorded = Bucket.files(manifest.getList("segments.key", String.class), folder, ".mkv").stream()
                .mapToLong(file -> Ffmpeg.decodedFrames(List.of(file)))
                .sum();
        assertThat(recorded).isEqualTo(Ffmpeg.decodedFrames(List.of(sent)));
    }
}
