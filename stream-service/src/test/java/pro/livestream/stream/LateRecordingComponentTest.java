package pro.livestream.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pro.livestream.stream.media.ivs.IvsResource;

/** Recordings that AWS IVS makes, as compositions, of streams that are there. */
@QuarkusTest
@TestProfile(IvsProfile.class)
class LateRecordingComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FRAMES_A_SECOND = 30;

    @ConfigProperty(name = "livestream.media.aws-ivs.endpoint")
    String ivs = "unset";

    @TempDir
    private Path folder = Path.of("unset");

    private final String alice = Api.someone();

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    private JsonPath ask(String what, Map<String, Object> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(ivs + "/test/" + what)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void signal(String id, boolean there) {
        ask("publishes", Map.of("stream", id, "there", there));
    }

    /** The ids of the stream's compositions, oldest first. */
    private List<String> compositions(String id) {
        return ask("compositions", Map.of())
                .getList("findAll { it.token.startsWith('" + id + "') }.sort { it.token }.arn", String.class)
                .stream()
                .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                .toList();
    }

    /** What a composition leaves in its bucket, but for the report that says that it is whole. */
    private void media(String composition, int seconds) throws IOException {
        Path made = Files.createDirectory(folder.resolve(composition));
        Ffmpeg.recordHls(made, seconds);
        try (var files = Files.list(made)) {
            for (Path file : files.toList()) {
                Bucket.put(
                        IvsResource.BUCKET,
                        "stage1/" + composition + "/composite/media/hls/high/" + file.getFileName(),
                        Files.readAllBytes(file));
            }
        }
    }

    private static void report(String composition, Instant startedAt) {
        String report = """
                {"version": "v1", "recording_started_at": "%s", "recording_status": "RECORDING_ENDED",
                 "media": {"hls": {"path": "media/hls", "playlist": "multivariant.m3u8", "renditions": [
                   {"path": "low", "playlist": "playlist.m3u8", "resolution_height": 90, "resolution_width": 160},
                   {"path": "high", "playlist": "playlist.m3u8", "resolution_height": 180, "resolution_width": 320}]}}}
                """.formatted(startedAt);
        Bucket.put(
                IvsResource.BUCKET,
                "stage1/" + composition + "/composite/events/recording-ended.json",
                report.getBytes(StandardCharsets.UTF_8));
    }

    private void end(String id) {
        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200);
    }

    private static JsonPath recorded(String id) {
        await().atMost(PATIENCE).until(() -> Events.of("stream.recorded", id).size(), n -> n == 1);
        return Events.of("stream.recorded", id).getFirst();
    }

    @Test
    void a_recording_made_there_is_fetched_after_the_end_part_by_part() throws IOException {
        String id = Api.goLive(alice).getString("stream_id");
        Instant start = Instant.parse("2026-11-27T10:00:00Z");

        // given: a signal that comes back after its composition has ended by itself
        signal(id, true);
        await().atMost(PATIENCE).until(() -> compositions(id).size() == 1);
        String first = compositions(id).getFirst();
        media(first, 6);
        ask("end-compositions", Map.of());
        await().atMost(PATIENCE).until(() -> compositions(id).size() == 2);
        String second = compositions(id).getLast();
        media(second, 4);

        // when
        end(id);

        // then: the end waits for nothing, and tells of no recording
        assertThat(Events.of("stream.ended", id))
                .allSatisfy(event ->
                        assertThat(event.getString("recording_manifest")).isNull());
        report(first, start);
        report(second, start.plusSeconds(60));

        // then
        var event = recorded(id);
        assertThat(event.getString("media_provider")).isEqualTo("aws-ivs");
        assertThat(event.getDouble("gaps[0].duration_s")).isBetween(53.5, 54.5);
        var manifest = Bucket.json(event.getString("recording_manifest"));
        assertThat(manifest.getBoolean("complete")).isTrue();
        assertThat(manifest.getList("segments.run", Integer.class)).containsExactly(0, 0, 0, 1, 1);
        var keys = manifest.getList("segments.key", String.class);
        assertThat(keys).allSatisfy(key -> assertThat(key).startsWith("localhost/"));
        assertThat(frames(keys)).isEqualTo(10 * FRAMES_A_SECOND);
        assertThat(Bucket.sha256(keys.getFirst())).isEqualTo(manifest.getString("segments[0].sha256"));
    }

    private long frames(List<String> keys) {
        return Ffmpeg.decodedFrames(Bucket.files(keys, folder, ".mp4"));
    }

    @Test
    void a_recording_is_found_after_its_composition_is_forgotten_there() throws IOException {
        String id = Api.goLive(alice).getString("stream_id");
        signal(id, true);
        await().atMost(PATIENCE).until(() -> compositions(id).size() == 1);
        String composition = compositions(id).getFirst();
        media(composition, 2);
        await().atMost(PATIENCE)
                .until(() -> ask("calls", Map.of("operation", "GetComposition"))
                                .getList("findAll { it.arn.endsWith('" + composition + "') }")
                                .size()
                        > 1);

        end(id);
        ask("forget-compositions", Map.of());
        report(composition, Instant.now());

        assertThat(recorded(id).getString("recording_manifest")).contains(id);
    }

    @Test
    void a_stream_that_is_not_to_be_recorded_is_not() {
        String id = Api.goLive(alice, Map.of("title", "Off the record", "record", false))
                .getString("stream_id");
        signal(id, true);
        Api.awaitMedia(alice, id, "live");

        end(id);

        assertThat(compositions(id)).isEmpty();
    }
}
