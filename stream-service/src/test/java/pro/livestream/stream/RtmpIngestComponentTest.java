package pro.livestream.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pro.livestream.platform.tenant.TenantDatabase;

@QuarkusTest
@TestProfile(RealPartsProfile.class)
class RtmpIngestComponentTest {

    @Inject
    TenantDatabase database;

    private final String alice = Api.someone();

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    @Test
    void a_wrong_key_is_sent_away() {
        String url = Api.goLive(alice).getString("ingest.rtmp_url");

        var encoder = Ffmpeg.push(url + "/localhost_wrong", "320x240", 20);

        assertThat(Ffmpeg.output(encoder)).contains("rtmp://");
        assertThat(encoder.exitValue()).isNotZero();
    }

    @Test
    void a_second_publisher_is_sent_away_and_the_first_goes_on() throws InterruptedException {
        var stream = Api.goLive(alice);
        var first = Ffmpeg.push(Api.pushUrl(stream), "320x240", 40);
        Api.awaitMedia(alice, stream.getString("stream_id"), "live");

        var second = Ffmpeg.push(Api.pushUrl(stream), "320x240", 20);

        assertThat(Ffmpeg.output(second)).isNotEmpty();
        assertThat(second.exitValue()).isNotZero();
        assertThat(first.isAlive()).isTrue();
        first.destroyForcibly().waitFor();
    }

    @Test
    void an_encoder_that_comes_back_continues_stream_playlist_and_recording() throws InterruptedException {
        // given
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        var first = Ffmpeg.push(Api.pushUrl(stream), "320x240", 60);
        Api.awaitMedia(alice, id, "live");
        first.destroyForcibly().waitFor();
        Api.awaitMedia(alice, id, "interrupted");
        var gone = Instant.now();
        await().until(() -> Duration.between(gone, Instant.now()).toMillis() > 1_500);

        // when
        var second = Ffmpeg.push(Api.pushUrl(stream), "320x240", 60);
        Api.awaitMedia(alice, id, "live");

        // then
        String playlist = given().get("/hls/" + id + "/240p/index.m3u8").asString();
        assertThat(playlist).contains("1-0.m4s", "#EXT-X-DISCONTINUITY\n", "2-0.m4s", "2-init.mp4");
        assertThat(Ffmpeg.decodedFrames("http://127.0.0.1:" + RestAssured.port + "/hls/" + id + "/240p/index.m3u8", 2))
                .isGreaterThan(30);
        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200);
        Ffmpeg.output(second);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> !Events.of("stream.ended", id).isEmpty());
        var event = Events.of("stream.ended", id).getFirst();
        assertThat(event.getList("gaps")).hasSize(1);
        var manifest = Bucket.json(event.getString("recording_manifest"));
        assertThat(manifest.getList("segments.run", Integer.class)).contains(1, 2);
        assertThat(manifest.getList("segments.seq", Integer.class)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void every_picture_is_recorded_though_the_stream_ends_as_its_encoder_leaves(@TempDir Path folder)
            throws IOException {
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        Ffmpeg.output(Ffmpeg.push(Api.pushUrl(stream), "320x240", 7));

        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200);

        await().atMost(Duration.ofSeconds(15))
                .until(() -> !Events.of("stream.ended", id).isEmpty());
        var manifest = Bucket.json(Events.of("stream.ended", id).getFirst().getString("recording_manifest"));
        assertThat(manifest.getBoolean("complete")).isTrue();
        assertThat(manifest.getDouble("segments.duration_s.sum()")).isBetween(6.5, 7.5);
        var whole = folder.resolve("whole.ts");
        for (String key : manifest.getList("segments.key", String.class)) {
            Files.write(whole, Bucket.bytes(key), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        assertThat(Ffmpeg.decodedFrames(whole.toString(), 60)).isBetween(7 * 30L - 3, 7 * 30L);
    }

    @Test
    void a_stream_outlives_its_signal_by_the_grace_and_ends_once() throws InterruptedException {
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        var encoder = Ffmpeg.push(Api.pushUrl(stream), "320x240", 60);
        Api.awaitMedia(alice, id, "live");

        encoder.destroyForcibly().waitFor();

        Api.awaitMedia(alice, id, "interrupted");
        await().during(Duration.ofSeconds(3)).until(() -> Api.stream(alice, id).getString("status"), "live"::equals);
        Past.rewind(database, id, Duration.ofSeconds(12));
        await().atMost(Duration.ofSeconds(30)).until(() -> Api.stream(alice, id).getString("status"), "ended"::equals);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !Events.of("stream.ended", id).isEmpty());
        assertThat(Events.of("stream.ended", id)).hasSize(1);
        assertThat(Events.of("stream.ended", id).getFirst().getString("reason")).isEqualTo("media_lost");
        assertThat(given().get("/hls/" + id + "/240p/index.m3u8").asString()).endsWith("#EXT-X-ENDLIST\n");
    }

    @Test
    void a_transcoder_that_dies_is_replaced_while_the_encoder_goes_on() {
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        var encoder = Ffmpeg.push(Api.pushUrl(stream), "320x240", 60);
        Api.awaitMedia(alice, id, "live");

        var transcoder = ProcessHandle.current()
                .children()
                .filter(child -> child.pid() != encoder.pid())
                .filter(child -> child.info().commandLine().orElse("").contains(id))
                .findFirst()
                .orElseThrow();
        transcoder.destroyForcibly();

        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> given().get("/hls/" + id + "/240p/index.m3u8").asString(),
                        text -> text.contains("2-0.m4s"));
        assertThat(encoder.isAlive()).isTrue();
        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200);
        Ffmpeg.output(encoder);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ProcessHandle.current()
                        .children()
                        .noneMatch(
                                child -> child.info().commandLine().orElse("").contains(id)));
    }

    @Test
    void noise_on_the_port_is_hung_up_on() throws IOException {
        URI url = URI.create(Api.goLive(alice).getString("ingest.rtmp_url"));

        try (var socket = new Socket(java.net.InetAddress.getLoopbackAddress(), url.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void segments_have_their_types_and_are_not_sent_twice() {
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        var encoder = Ffmpeg.push(Api.pushUrl(stream), "320x240", 40);
        Api.awaitMedia(alice, id, "live");

        var master = given().get("/hls/" + id + "/master.m3u8");
        var init = given().get("/hls/" + id + "/240p/1-init.mp4");
        var segment = given().get("/hls/" + id + "/240p/1-0.m4s");

        assertThat(master.contentType()).isEqualTo("application/vnd.apple.mpegurl");
        assertThat(master.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(init.contentType()).isEqualTo("video/mp4");
        assertThat(segment.header("Cache-Control")).contains("max-age=");
        assertThat(segment.header("Accept-Ranges")).isNull();
        given().header("If-None-Match", segment.header("ETag"))
                .get("/hls/" + id + "/240p/1-0.m4s")
                .then()
                .statusCode(304);
        given().get("/hls/" + id + "/240p/1-999.m4s").then().statusCode(404);
        given().urlEncodingEnabled(false)
                .get("/hls/" + id + "/..%2f..%2f/1-0.m4s")
                .then()
                .statusCode(404);
        encoder.destroyForcibly();
    }
}
