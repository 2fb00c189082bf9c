package pro.livestream.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RealPartsProfile.class)
class GoLiveComponentTest {

    private static final Logger LOG = Logger.getLogger(GoLiveComponentTest.class);

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    @Test
    void a_push_is_watched_and_recorded_and_ends_once() {
        // given
        String alice = Api.someone();
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        String hls = "http://127.0.0.1:" + RestAssured.port + "/hls/" + id;

        // when
        Instant pushed = Instant.now();
        var encoder = Ffmpeg.push(Api.pushUrl(stream), "1280x720", 120);

        // then: watchable soon
        await().atMost(Duration.ofSeconds(60))
                .until(() -> given().get("/hls/" + id + "/master.m3u8").statusCode(), code -> code == 200);
        LOG.infof(
                "MEASURED playlist %d ms after the encoder's start",
                Duration.between(pushed, Instant.now()).toMillis());
        String master = given().get("/hls/" + id + "/master.m3u8").asString();
        assertThat(master).contains("720p/index.m3u8", "480p/index.m3u8", "audio/index.m3u8");
        assertThat(Ffmpeg.decodedFrames(hls + "/480p/index.m3u8", 3)).isGreaterThan(60);
        assertThat(Ffmpeg.decodedFrames(hls + "/master.m3u8", 3)).isGreaterThan(60);
        Api.awaitMedia(alice, id, "live");

        // when
        Instant ending = Instant.now();
        var ended = Api.as(alice)
                .put("/api/streams/" + id + "/end")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        LOG.infof(
                "MEASURED end answered after %d ms",
                Duration.between(ending, Instant.now()).toMillis());

        // then
        assertThat(ended.getString("status")).isEqualTo("ended");
        assertThat(ended.getString("media")).isEqualTo("none");
        Ffmpeg.output(encoder);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Events.of("stream.ended", id).size(), n -> n == 1);
        var event = Events.of("stream.ended", id).getFirst();
        String manifestKey = event.getString("recording_manifest");
        var manifest = Bucket.json(manifestKey);
        assertThat(manifest.getBoolean("complete")).isTrue();
        assertThat(manifest.getList("segments")).isNotEmpty();
        assertThat(Bucket.sha256(manifest.getString("segments[0].key")))
                .isEqualTo(manifest.getString("segments[0].sha256"));
    }
}
