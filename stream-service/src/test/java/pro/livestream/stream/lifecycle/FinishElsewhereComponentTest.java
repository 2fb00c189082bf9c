package pro.livestream.stream.lifecycle;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.Api;
import pro.livestream.stream.Bucket;
import pro.livestream.stream.Events;
import pro.livestream.stream.Ffmpeg;
import pro.livestream.stream.RealPartsProfile;

/** A stream's end is asked of any node; the last seconds are with the one that has its signal. */
@QuarkusTest
@TestProfile(RealPartsProfile.class)
class FinishElsewhereComponentTest {

    @Inject
    TenantDatabase database;

    private final String alice = Api.someone();

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    private CompletableFuture<Integer> end(String id) {
        return CompletableFuture.supplyAsync(
                () -> Api.as(alice).put("/api/streams/" + id + "/end").statusCode());
    }

    private String finish(String id) {
        return OtherNode.sql(
                        database,
                        "select coalesce(finish, '') as finish from media_leases where stream_id = $1",
                        UUID.fromString(id))
                .iterator()
                .next()
                .getString("finish");
    }

    @Test
    void the_end_waits_for_the_node_that_has_the_signal_and_leaves_the_recording_to_it() {
        // given
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        String manifest = OtherNode.folder(stream) + "/manifest.json";
        Bucket.put(manifest, OtherNode.manifest(stream, 1, false));
        OtherNode.serves(database, "other-node/1", UUID.fromString(id), Duration.ofSeconds(60));

        // when
        var ended = end(id);

        // then
        await().atMost(Duration.ofSeconds(5)).until(() -> finish(id), "asked"::equals);
        assertThat(Api.stream(alice, id).getString("status")).isEqualTo("live");

        // when: that node has stored its last segment
        String whole = OtherNode.manifest(stream, 2, true);
        Bucket.put(manifest, whole);
        OtherNode.sql(database, "update media_leases set finish = 'done' where stream_id = $1", UUID.fromString(id));

        // then
        await().atMost(Duration.ofSeconds(5)).until(ended::isDone);
        assertThat(ended.join()).isEqualTo(200);
        assertThat(Api.stream(alice, id).getString("status")).isEqualTo("ended");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !Events.of("stream.ended", id).isEmpty());
        assertThat(Events.of("stream.ended", id).getFirst().getString("recording_manifest"))
                .isEqualTo(manifest);
        assertThat(new String(Bucket.bytes(manifest), StandardCharsets.UTF_8)).isEqualTo(whole);
    }

    @Test
    void the_end_waits_no_longer_than_a_dead_nodes_lease_and_closes_what_it_left() {
        // given
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        String manifest = OtherNode.folder(stream) + "/manifest.json";
        Bucket.put(manifest, OtherNode.manifest(stream, 1, false));
        OtherNode.serves(database, "other-node/1", UUID.fromString(id), Duration.ofSeconds(2));

        // when
        var ended = end(id);

        // then
        await().atMost(Duration.ofSeconds(8)).until(ended::isDone);
        assertThat(ended.join()).isEqualTo(200);
        assertThat(Bucket.json(manifest).getBoolean("complete")).isTrue();
        assertThat(Bucket.json(manifest).getList("segments")).hasSize(1);
    }

    @Test
    void a_signal_that_another_node_wants_finished_is_recorded_to_its_last_picture() {
        // given
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        var encoder = Ffmpeg.push(Api.pushUrl(stream), "256x144", 60);
        Api.awaitMedia(alice, id, "live");

        // when
        OtherNode.sql(database, "update media_leases set finish = 'asked' where stream_id = $1", UUID.fromString(id));

        // then
        await().atMost(Duration.ofSeconds(10)).until(() -> finish(id), "done"::equals);
        var manifest = Bucket.json(OtherNode.folder(stream) + "/manifest.json");
        assertThat(manifest.getBoolean("complete")).isTrue();
        assertThat(manifest.getList("segments")).isNotEmpty();
        assertThat(given().get("/hls/" + id + "/144p/index.m3u8").asString()).endsWith("#EXT-X-ENDLIST\n");
        await().atMost(Duration.ofSeconds(5)).until(() -> !encoder.isAlive());
        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200);
    }
}
