package pro.livestream.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Empty, damaged and missing recordings: a clear reason, nothing half done. */
@QuarkusTest
@TestProfile(RealPartsProfile.class)
class BrokenRecordingComponentTest {

    @Test
    void anEmptyRecordingFailsAtOnceWithAReason() {
        // given
        var recording = Recording.by(Api.someone()).manifest();

        // when
        recording.end("public");

        // then
        var archive = Api.awaitArchive(recording.owner, recording.streamId, "failed");
        assertThat(archive.getString("failure")).isEqualTo("The recording is empty: no picture or sound ever arrived.");
        assertThat(archive.getString("playback")).isNull();
        String id = archive.getString("archive_id");
        await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> Topics.of("archive.failed", recording.streamId.toString())
                                .size(),
                        n -> n == 1);
        Api.anonymous().get("/api/archives/" + id).then().statusCode(404);
        Api.as(Api.someone()).post("/api/archives/" + id + "/retry").then().statusCode(404);
        Api.as(recording.owner).get("/api/archives/" + id + "/download").then().statusCode(409);
        Api.as(recording.owner).get("/api/archives/" + id + "/chat").then().statusCode(409);
    }

    @Test
    void aDamagedSegmentIsLeftOut() {
        // given
        var recording =
                Recording.by(Api.someone()).run(0, 6, "320x180").manifest().damage(1);

        // when
        recording.end("public");

        // then
        var archive = Api.awaitArchive(recording.owner, recording.streamId, "ready");
        assertThat(archive.getInt("report.stored_segments")).isEqualTo(2);
        assertThat(archive.getList("report.gaps.reason")).containsExactly("damaged");
        assertThat(archive.getInt("duration_s")).isEqualTo(4);
    }

    @Test
    void aSegmentThatIsNoVideoIsLeftOut() {
        // given
        var recording = Recording.by(Api.someone()).run(0, 4, "320x180");
        recording.add(
                "this is no video, whatever the manifest says".repeat(500).getBytes(StandardCharsets.UTF_8),
                "ts",
                "mpegts",
                recording.start.plusSeconds(4),
                2);
        recording.manifest();

        // when
        recording.end("public");

        // then
        var archive = Api.awaitArchive(recording.owner, recording.streamId, "ready");
        assertThat(archive.getList("report.gaps.reason")).containsExactly("unreadable");
        assertThat(archive.getInt("duration_s")).isEqualTo(4);
    }

    @Test
    void aRecordingThatIsDamagedAllOverFails() {
        // given
        var recording = Recording.by(Api.someone())
                .run(0, 4, "160x120")
                .manifest()
                .damage(0)
                .damage(1);

        // when
        recording.end("public");

        // then
        var archive = Api.awaitArchive(recording.owner, recording.streamId, "failed");
        assertThat(archive.getString("failure")).startsWith("None of the 2 recorded segments can be read");
    }

    @Test
    void aRecordingThatComesLateSucceedsWhenRetried() {
        // given
        var recording = Recording.by(Api.someone()).run(0, 2, "160x120");
        recording.end("public");
        var failed = Api.awaitArchive(recording.owner, recording.streamId, "failed");
        String path = "/api/archives/" + failed.getString("archive_id") + "/retry";
        assertThat(failed.getString("failure")).isEqualTo("The recording's table of contents is not in the store.");

        // when
        recording.manifest();
        Api.as(recording.owner).post(path).then().statusCode(202).body("status", equalTo("pending"));

        // then
        var archive = Api.awaitArchive(recording.owner, recording.streamId, "ready");
        assertThat(archive.getString("failure")).isNull();
        Api.as(recording.owner).post(path).then().statusCode(409).body("code", equalTo("ARCHIVE_NOT_FAILED"));
    }

    @Test
    void aRecordingOfAnotherTenantIsNotTouched() {
        // given
        var recording = Recording.by(Api.someone());
        String foreign = "other/" + UUID.randomUUID() + "/" + recording.streamId + "/recording/manifest.json";

        // when
        Topics.send(recording.ended("public", foreign));

        // then
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(
                        () -> Topics.of("stream.ended.dlq", recording.streamId.toString())
                                .size(),
                        n -> n == 1);
    }
}
