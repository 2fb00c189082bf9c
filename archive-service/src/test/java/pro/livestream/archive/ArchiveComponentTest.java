package pro.livestream.archive;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole, gapped, mixed and foreign recordings on their way to an archive that plays. */
@QuarkusTest
@TestProfile(RealPartsProfile.class)
class ArchiveComponentTest {

    @Test
    void aRecordingBecomesAnArchiveThatPlaysWithItsChat() {
        // given
        var recording = Recording.by(Api.someone()).run(0, 8, "640x360").manifest();
        var chat = new Chat(recording.streamId);
        var hello = chat.posted("bob", "Hello", recording.start.plusMillis(2_500));
        var typo = chat.posted("bob", "Helo again", recording.start.plusMillis(4_000));
        var rude = chat.posted("mallory", "Rude", recording.start.plusMillis(5_000));
        var tip = chat.superchat("carol", "Well done", recording.start.plusMillis(6_000));
        var late = chat.posted("bob", "Bye", recording.start.plusMillis(7_000));
        var lateEdit = chat.edited(late, "Goodbye");
        Topics.send(
                hello, typo, chat.edited(typo, "Hello again"), rude, chat.deleted(rude), tip, hello, lateEdit, late);

        // when
        recording.end("public").end("public");

        // then
        var archive = Api.awaitArchive(recording.owner, recording.streamId, "ready");
        assertThat(archive.getInt("duration_s")).isEqualTo(8);
        assertThat(archive.getInt("width")).isEqualTo(640);
        assertThat(archive.getString("codec")).isEqualTo("h264+aac");
        assertThat(archive.getInt("progress.percent")).isEqualTo(100);
        assertThat(archive.getInt("report.expected_segments")).isEqualTo(4);
        assertThat(archive.getInt("report.stored_segments")).isEqualTo(4);
        assertThat(archive.getList("report.gaps")).isEmpty();
        assertThat(frames(archive.getString("playback.hls_url"))).isEqualTo(240);
        assertThat(frames(archive.getString("playback.mp4_url"))).isEqualTo(240);
        assertThat(Api.follow(archive.getString("playback.poster_url")).contentType())
                .isEqualTo("image/jpeg");
        assertThat(Api.follow(archive.getString("playback.sprite_vtt_url")).asString())
                .startsWith("WEBVTT")
                .contains("sprite-001.jpg?expires=");
        assertPlayedBack(archive.getString("archive_id"), recording);
        assertThat(Topics.of("archive.ready", recording.streamId.toString())).hasSize(1);
        assertNothingIsLeft(recording, archive);
    }

    private static void assertPlayedBack(String archiveId, Recording recording) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var chat = chat(archiveId, "");
            assertThat(chat.getList("items.comment.message"))
                    .containsExactly("Hello", "Hello again", "Well done", "Goodbye");
            assertThat(chat.getList("items.at_s", Double.class)).containsExactly(2.5, 4.0, 6.0, 7.0);
            assertThat(chat.getMap("items[2].comment"))
                    .containsEntry("amount", 500)
                    .containsEntry("currency", "JPY");
            assertThat(chat.getMap("items[0].comment")).doesNotContainKey("amount");
        });
        assertThat(chat(archiveId, "?from_s=2.5&to_s=4").getList("items.comment.message"))
                .containsExactly("Hello");
        assertThat(chat(archiveId, "?from_s=4").getList("items.comment.message"))
                .containsExactly("Hello again", "Well done", "Goodbye");
        var first = chat(archiveId, "?limit=2");
        assertThat(chat(archiveId, "?limit=2&cursor=" + first.getString("next_cursor"))
                        .getList("items.comment.message"))
                .containsExactly("Well done", "Goodbye");
        var comment = first.getMap("items[0].comment");
        assertThat(comment.get("stream_id")).isEqualTo(recording.streamId.toString());
        assertThat(comment.get("username")).isEqualTo("bob");
        Api.anonymous()
                .get("/api/archives/" + archiveId + "/chat?from_s=x")
                .then()
                .statusCode(400);
    }

    private static JsonPath chat(String archiveId, String query) {
        return Api.anonymous()
                .get("/api/archives/" + archiveId + "/chat" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** One holding's files in the bucket, none on the disk, no upload half done. */
    private static void assertNothingIsLeft(Recording recording, JsonPath archive) {
        String prefix = "localhost/" + archive.getString("user_id") + "/" + recording.streamId + "/archive/"
                + archive.getString("archive_id") + "/";
        assertThat(Bucket.keys(prefix).stream()
                        .map(key -> key.substring(prefix.length()).replaceAll("/.*", ""))
                        .distinct())
                .hasSize(1);
        assertThat(Bucket.abandonedUploads(prefix)).isEmpty();
        await().untilAsserted(() -> assertThat(localFiles()).isEmpty());
    }

    private static List<Path> localFiles() throws IOException {
        Path spool = Path.of(RealPartsProfile.SPOOL);
        if (!Files.exists(spool)) {
            return List.of();
        }
        try (var files = Files.walk(spool)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aRecordingThatComesAfterTheEndBecomesAnArchiveToo() {
        var recording = Recording.by(Api.someone())
                .fetched(0, 6, "320x180")
                .gap(6, 20)
                .fetched(20, 4, "320x180")
                .manifest()
                .recorded("public");

        var archive = Api.awaitArchive(recording.owner, recording.streamId, "ready");

        assertThat(archive.getInt("report.stored_segments")).isEqualTo(5);
        assertThat(archive.getInt("duration_s")).isEqualTo(10);
        assertThat(frames(archive.getString("playback.hls_url"))).isEqualTo(300);
        assertThat(frames(archive.getString("playback.mp4_url"))).isCloseTo(300, within(3L));
    }

    @Test
    void aFileIsServedInRangesAndForDownload() {
        // given
        var recording =
                Recording.by(Api.someone()).run(0, 4, "320x180").manifest().end("public");
        var archive = Api.awaitArchive(recording.owner, recording.streamId, "ready");
        String mp4 = archive.getString("playback.mp4_url");
        byte[] whole = Api.follow(mp4).then().statusCode(200).extract().asByteArray();

        // when
        var part = Api.follow(mp4, given().header("Range", "bytes=100-199"));
        var tail = Api.follow(mp4, given().header("Range", "bytes=-10"));
        var beyond = Api.follow(mp4, given().header("Range", "bytes=999999999-"));
        var head = given().urlEncodingEnabled(false).head(Api.local(mp4));
        var download = Api.anonymous()
                .redirects()
                .follow(false)
                .get("/api/archives/" + archive.getString("archive_id") + "/download");

        // then
        assertThat(whole).hasSize(archive.getInt("file_size"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.asByteArray()).isEqualTo(java.util.Arrays.copyOfRange(whole, 100, 200));
        assertThat(part.header("Content-Range")).isEqualTo("bytes 100-199/" + whole.length);
        assertThat(tail.asByteArray()).hasSize(10);
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(whole.length));
        assertThat(download.statusCode()).isEqualTo(302);
        assertThat(Api.follow(download.header("Location")).header("Content-Disposition"))
                .startsWith("attachment; filename=\"Evening of");
        Api.follow(mp4.replaceAll("expires=\\d+", "expires=99999999999")).then().statusCode(403);
        Api.follow(mp4.replace("video.mp4", "secret.txt")).then().statusCode(404);
        given().get(Api.local(mp4).replaceAll("\\?.*", ""))
                .then()
                .statusCode(403)
                .body("code", equalTo("LINK_INVALID"));
    }

    @Test
    void gapsAreCutOutAndReported() {
        // given
        var recording = Recording.by(Api.someone())
                .run(0, 6, "320x180")
                .gap(6, 30)
                .run(30, 4, "320x180")
                .manifest();
        Bucket.remove(recording.key(1));
        var chat = new Chat(recording.streamId);
        Topics.send(
                chat.posted("bob", "in the first", recording.start.plusMillis(1_000)),
                chat.posted("bob", "in the lost segment", recording.start.plusMillis(3_000)),
                chat.posted("bob", "in the gap", recording.start.plusMillis(20_000)),
                chat.posted("bob", "in the second", recording.start.plusMillis(31_000)));

        // when
        recording.end("public");

        // then
        var archive = Api.awaitArchive(recording.owner, recording.streamId, "ready");
        assertThat(archive.getInt("report.expected_segments")).isEqualTo(5);
        assertThat(archive.getInt("report.stored_segments")).isEqualTo(4);
        assertThat(archive.getList("report.gaps.reason")).containsExactly("missing", "interrupted");
        assertThat(archive.getInt("duration_s")).isEqualTo(8);
        assertThat(frames(archive.getString("playback.hls_url"))).isEqualTo(240);
        assertThat(frames(archive.getString("playback.mp4_url"))).isCloseTo(240, within(3L));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var at = chat(archive.getString("archive_id"), "").getList("items.at_s", Double.class);
            assertThat(at).hasSize(4);
            assertThat(at.get(0)).isEqualTo(1.0);
            assertThat(at.get(1)).isCloseTo(2.0, within(0.1));
            assertThat(at.get(2)).isCloseTo(4.0, within(0.15));
            assertThat(at.get(3)).isCloseTo(5.0, within(0.15));
        });
    }

    @Test
    void partsOfDifferentSizeBecomeOneVideo() {
        // given
        var recording = Recording.by(Api.someone())
                .run(0, 4, "640x360")
                .run(4, 4, "320x240")
                .manifest();

        // when
        recording.end("public");

        // then
        var archive = Api.awaitArchive(recording.owner, recording.streamId, "ready");
        assertThat(archive.getInt("width")).isEqualTo(640);
        assertThat(archive.getInt("duration_s")).isEqualTo(8);
        assertThat(frames(archive.getString("playback.mp4_url"))).isCloseTo(240, within(3L));
        assertThat(Api.follow(archive.getString("playback.hls_url").replace("master", "index"))
                        .asString())
                .contains("#EXT-X-DISCONTINUITY");
    }

    @Test
    void whatBrowsersRecordIsMadePlayableEverywhere() {
        // given
        var recording = Recording.by(Api.someone())
                .run(0, 4, "320x180", Recording.VP8, "matroska", "mkv")
                .manifest();

        // when
        recording.end("public");

        // then
        var archive = Api.awaitArchive(recording.owner, recording.streamId, "ready");
        assertThat(archive.getString("codec")).isEqualTo("h264+aac");
        assertThat(archive.getInt("duration_s")).isEqualTo(4);
        assertThat(Api.follow(archive.getString("playback.hls_url")).asString())
                .contains("CODECS=\"avc1.")
                .contains("RESOLUTION=320x180");
        assertThat(frames(archive.getString("playback.hls_url"))).isCloseTo(120, within(3L));
    }

    @Test
    void aLargeVideoIsUploadedInParts() {
        // given
        var recording = Recording.by(Api.someone())
                .run(
                        0,
                        6,
                        "1280x720",
                        Recording.H264 + " -b:v 20M -minrate 20M -maxrate 20M -bufsize 4M -x264-params nal-hrd=cbr",
                        "mpegts",
                        "ts")
                .manifest();

        // when
        recording.end("public");

        // then
        var archive = Api.awaitArchive(recording.owner, recording.streamId, "ready");
        assertThat(archive.getLong("file_size")).isGreaterThan(5_242_880);
        assertThat(Api.follow(archive.getString("playback.mp4_url")).asByteArray())
                .hasSize(archive.getInt("file_size"));
        assertThat(frames(archive.getString("playback.mp4_url"))).isEqualTo(180);
        assertNothingIsLeft(recording, archive);
    }

    @Test
    void aStreamWithoutARecordingGetsNoArchive() {
        // given
        var nothing = Recording.by(Api.someone());
        var marker = Recording.by(nothing.owner).run(0, 2, "160x120").manifest();

        // when
        Topics.send(nothing.ended("public", null));
        marker.end("public");

        // then
        Api.awaitArchive(marker.owner, marker.streamId, "ready");
        assertThat(Api.as(nothing.owner)
                        .get("/api/archives?stream_id=" + nothing.streamId)
                        .jsonPath()
                        .getList("items"))
                .isEmpty();
    }

    private static long frames(String link) {
        return Ffmpeg.decodedFrames("http://127.0.0.1:" + RestAssured.port + Api.local(link));
    }
}
