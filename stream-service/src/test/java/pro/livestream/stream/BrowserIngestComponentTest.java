package pro.livestream.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.TestIdentity;

@QuarkusTest
@TestProfile(RealPartsProfile.class)
class BrowserIngestComponentTest {

    private final String alice = Api.someone();

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    @Test
    void slices_become_a_stream_and_a_lost_socket_goes_on_where_it_was() throws IOException {
        // given
        String id = Api.goLive(alice).getString("stream_id");
        String token = TestIdentity.userToken(alice);
        var recorder = Ffmpeg.recordWebm("640x360", 40);
        InputStream media = recorder.getInputStream();

        // when
        var first = new BrowserSocket(id, token);
        assertThat(first.start().getMap("$")).containsEntry("type", "ready").containsEntry("next_seq", 0);
        long seq = 0;
        for (; seq < 20; seq++) {
            assertThat(first.slice(seq, media.readNBytes(16_000)).getLong("seq"))
                    .isEqualTo(seq);
        }
        first.breakOff();
        var second = new BrowserSocket(id, token);
        assertThat(second.start().getLong("next_seq")).isEqualTo(20);
        assertThat(second.slice(19, new byte[10]).getLong("seq")).isEqualTo(19);
        assertThat(second.slice(40, new byte[10]).getString("code")).isEqualTo("OUT_OF_ORDER");
        long until = System.nanoTime() + Duration.ofSeconds(25).toNanos();
        while (System.nanoTime() < until
                && given().get("/hls/" + id + "/master.m3u8").statusCode() != 200) {
            assertThat(second.slice(seq, media.readNBytes(16_000)).getLong("seq"))
                    .isEqualTo(seq);
            seq++;
        }

        // then
        Api.awaitMedia(alice, id, "live");
        assertThat(given().get("/hls/" + id + "/master.m3u8").asString()).contains("360p/index.m3u8", "240p", "audio");
        assertThat(Ffmpeg.decodedFrames("http://127.0.0.1:" + RestAssured.port + "/hls/" + id + "/360p/index.m3u8", 1))
                .isGreaterThan(15);
        assertThat(given().get("/hls/" + id + "/360p/index.m3u8").asString()).doesNotContain("DISCONTINUITY\n");
        recorder.destroyForcibly();
        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200);
        assertThat(second.next().getString("code")).isEqualTo("INGEST_CLOSED");
        await().atMost(Duration.ofSeconds(15))
                .until(() -> !Events.of("stream.ended", id).isEmpty());
        assertThat(Bucket.json(Events.of("stream.ended", id).getFirst().getString("recording_manifest"))
                        .getList("segments.container"))
                .contains("matroska");
    }

    @Test
    void a_slice_that_is_too_large_and_one_before_the_start_are_refused() {
        String id = Api.goLive(alice).getString("stream_id");
        var socket = new BrowserSocket(id, TestIdentity.userToken(alice));

        assertThat(socket.slice(0, new byte[10]).getString("code")).isEqualTo("NOT_STARTED");
        assertThat(socket.say("{").getString("code")).isEqualTo("MALFORMED_FRAME");
        assertThat(socket.say("{\"type\":\"start\",\"mime_type\":\"text/plain\"}")
                        .getString("code"))
                .isEqualTo("UNSUPPORTED_MEDIA");
        socket.start();
        assertThat(socket.slice(0, new byte[1_048_577]).getString("code")).isEqualTo("SLICE_TOO_LARGE");
    }

    private static RequestSpecification handshake(RequestSpecification request) {
        return request.header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    }

    @Test
    void others_are_refused_before_the_upgrade() {
        String path = "/ws/streams/" + Api.goLive(alice).getString("stream_id") + "/ingest";

        handshake(given()).get(path).then().statusCode(401).body("code", equalTo("UNAUTHENTICATED"));
        handshake(given().auth().oauth2(TestIdentity.userToken("mallory")))
                .get(path)
                .then()
                .statusCode(403)
                .body("code", equalTo("FORBIDDEN"));
        handshake(given().auth().oauth2(TestIdentity.userToken(alice)))
                .get("/ws/streams/" + UUID.randomUUID() + "/ingest")
                .then()
                .statusCode(404)
                .body("code", equalTo("NOT_FOUND"));
    }
}
