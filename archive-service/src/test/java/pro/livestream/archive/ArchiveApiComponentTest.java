package pro.livestream.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.FollowChanged;
import pro.livestream.local.testing.TestIdentity;

/** Who sees, changes and removes archives. */
@QuarkusTest
@TestProfile(RealPartsProfile.class)
class ArchiveApiComponentTest {

    @Test
    void visibilityDecidesWhoSeesIt() {
        // given
        var archive = ready("unlisted");
        String owner = archive.recording.owner;
        String fan = Api.someone();
        String path = "/api/archives/" + archive.id();

        // then
        Api.anonymous().get(path).then().statusCode(200);
        assertThat(listed(Api.anonymous().get("/api/archives?limit=100").jsonPath()))
                .doesNotContain(archive.id());
        assertThat(listed(Api.as(owner).get("/api/archives").jsonPath())).contains(archive.id());

        // when
        Api.as(owner).body(Map.of("visibility", "followers")).patch(path).then().statusCode(200);

        // then
        Api.anonymous().get(path).then().statusCode(403);
        Api.as(fan).get(path).then().statusCode(403);
        Api.as(owner).get(path).then().statusCode(200);

        // when
        follow(fan, owner, true);

        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Api.as(fan).get(path).then().statusCode(200));
        assertThat(listed(Api.as(fan).get("/api/archives").jsonPath())).contains(archive.id());

        // when
        follow(fan, owner, false);

        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Api.as(fan).get(path).then().statusCode(403));
    }

    private static void follow(String follower, String following, boolean active) {
        Topics.send(new FollowChanged(
                "localhost",
                TestIdentity.userId(follower),
                TestIdentity.userId(following),
                active,
                Instant.now(),
                Instant.now().toEpochMilli()));
    }

    @Test
    void onlyItsOwnerChangesIt() {
        // given
        var archive = ready("public");
        String path = "/api/archives/" + archive.id();

        // then
        Api.as(Api.someone()).body(Map.of("title", "Mine")).patch(path).then().statusCode(403);
        Api.as(Api.someone()).delete(path).then().statusCode(403);
        Api.anonymous().body(Map.of("title", "Mine")).patch(path).then().statusCode(401);
        var owner = archive.recording.owner;
        Api.as(owner).body(Map.of("title", " ")).patch(path).then().statusCode(400);
        Api.as(owner).body(Map.of("title", "x".repeat(256))).patch(path).then().statusCode(400);
        Api.as(owner).body(Map.of("visibility", "secret")).patch(path).then().statusCode(400);
        Api.as(owner).body("{").patch(path).then().statusCode(400);
        Api.as(owner)
                .body(Map.of("title", "A better 100% title"))
                .patch(path)
                .then()
                .statusCode(200)
                .body("title", equalTo("A better 100% title"))
                .body("visibility", equalTo("public"));
        assertThat(listed(Api.anonymous()
                        .queryParam("q", "BETTER 100%")
                        .queryParam("user_id", TestIdentity.userId(owner).toString())
                        .get("/api/archives")
                        .jsonPath()))
                .containsExactly(archive.id());
        Api.anonymous().get("/api/archives?user_id=nobody").then().statusCode(400);
        Api.anonymous().get("/api/archives?cursor=x").then().statusCode(400);
        Api.anonymous().get("/api/archives/x").then().statusCode(404);
    }

    @Test
    void aViewerCountsOnceInAWhile() {
        // given
        var archive = ready("public");
        String path = "/api/archives/" + archive.id() + "/views";

        // when
        Api.anonymous().post(path).then().statusCode(200).body("views", equalTo(1));
        Api.anonymous().post(path).then().statusCode(200).body("views", equalTo(1));

        // then
        Api.as(Api.someone()).post(path).then().statusCode(200).body("views", equalTo(2));
    }

    @Test
    void aRemovedArchiveIsGoneWithItsObjects() {
        // given
        var archive = ready("public");
        var chat = new Chat(archive.recording.streamId);
        Topics.send(chat.posted("bob", "Hello", archive.recording.start.plusSeconds(1)));
        String path = "/api/archives/" + archive.id();
        String prefix = "localhost/" + TestIdentity.userId(archive.recording.owner) + "/" + archive.recording.streamId;
        Bucket.abandonUpload(prefix + "/archive/" + archive.id() + "/9/video.mp4");
        assertThat(Bucket.keys(prefix)).isNotEmpty();

        // when
        Api.as(archive.recording.owner).delete(path).then().statusCode(204);

        // then
        assertThat(Bucket.keys(prefix)).isEmpty();
        assertThat(Bucket.abandonedUploads(prefix)).isEmpty();
        Api.as(archive.recording.owner).get(path).then().statusCode(404);
        Api.as(archive.recording.owner).delete(path).then().statusCode(404);
        Api.follow(archive.json.getString("playback.mp4_url")).then().statusCode(404);

        // when the end is told again
        archive.recording.end("public");
        var marker = ready("public");

        // then
        assertThat(listed(Api.as(archive.recording.owner)
                        .get("/api/archives?stream_id=" + archive.recording.streamId)
                        .jsonPath()))
                .isEmpty();
        assertThat(marker.id()).isNotEqualTo(archive.id());
    }

    @Test
    void listsComeInPages() {
        // given
        String owner = Api.someone();
        for (int i = 0; i < 3; i++) {
            var recording = Recording.by(owner).run(0, 2, "160x120").manifest().end("public");
            Api.awaitArchive(owner, recording.streamId, "ready");
        }
        String path = "/api/archives?limit=2&user_id=" + TestIdentity.userId(owner);

        // when
        var first = Api.anonymous().get(path).jsonPath();
        var second = Api.anonymous()
                .get(path + "&cursor=" + first.getString("next_cursor"))
                .jsonPath();

        // then
        assertThat(listed(first)).hasSize(2);
        assertThat(listed(second)).hasSize(1).doesNotContainAnyElementsOf(listed(first));
        assertThat(second.getString("next_cursor")).isNull();
    }

    @Test
    void anotherTenantSeesNothing() {
        // given
        var archive = ready("public");
        String token = TestIdentity.userToken(Api.someone(), TestIdentity.OTHER_TENANT, "user");

        // then
        io.restassured.RestAssured.given()
                .auth()
                .oauth2(token)
                .get("/api/archives/" + archive.id())
                .then()
                .statusCode(404);
        Api.follow(archive.json.getString("playback.mp4_url").replace("signature=localhost", "signature=other"))
                .then()
                .statusCode(403);
    }

    private record Ready(Recording recording, JsonPath json) {
        String id() {
            return json.getString("archive_id");
        }
    }

    private static Ready ready(String visibility) {
        var recording =
                Recording.by(Api.someone()).run(0, 2, "160x120").manifest().end(visibility);
        return new Ready(recording, Api.awaitArchive(recording.owner, recording.streamId, "ready"));
    }

    private static List<String> listed(JsonPath page) {
        return page.getList("items.archive_id");
    }
}
