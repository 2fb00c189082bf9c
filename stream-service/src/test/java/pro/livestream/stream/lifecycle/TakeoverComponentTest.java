package pro.livestream.stream.lifecycle;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.Api;
import pro.livestream.stream.Bucket;
import pro.livestream.stream.Events;
import pro.livestream.stream.Ffmpeg;
import pro.livestream.stream.RealPartsProfile;
import pro.livestream.stream.media.MediaState;

/** A second node is what it leaves in the database and in the bucket. */
@QuarkusTest
@TestProfile(RealPartsProfile.class)
class TakeoverComponentTest {

    @Inject
    TenantDatabase database;

    @Inject
    ServiceConfig service;

    @Inject
    StreamIngestDesk desk;

    private final String alice = Api.someone();

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    private static String playlist(String id) {
        return given().get("/hls/" + id + "/144p/index.m3u8").asString();
    }

    @Test
    void a_dead_node_is_found_out_and_its_stream_goes_on_here_with_playlist_and_recording() {
        // given
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        String folder = "localhost/" + stream.getString("user_id") + "/" + id + "/recording";
        Bucket.put(folder + "/manifest.json", OtherNode.manifest(stream, 1, false));
        desk.changeMedia(Tenant.DEFAULT, UUID.fromString(id), MediaState.LIVE)
                .await()
                .atMost(Duration.ofSeconds(5));
        OtherNode.serves(database, "other-node/1", UUID.fromString(id), Duration.ofSeconds(4));

        // then: refused while that node may live, interrupted when it does not
        var early = Ffmpeg.push(Api.pushUrl(stream), "256x144", 10);
        Ffmpeg.output(early);
        assertThat(early.exitValue()).isNotZero();
        Api.awaitMedia(alice, id, "interrupted");

        // when
        var encoder = Ffmpeg.push(Api.pushUrl(stream), "256x144", 60);
        Api.awaitMedia(alice, id, "live");

        // then
        assertThat(playlist(id))
                .contains("#EXT-X-MEDIA-SEQUENCE:140\n", "#EXT-X-DISCONTINUITY-SEQUENCE:103\n", "6-0.m4s");
        var gaps = Api.stream(alice, id);
        assertThat(gaps.getList("gaps")).hasSize(1);
        assertThat(gaps.getString("gaps[0].reason")).isEqualTo("interrupted");
        assertThat(gaps.getDouble("gaps[0].duration_s")).isBetween(0.1, 30.0);

        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200);
        encoder.destroyForcibly();
        await().atMost(Duration.ofSeconds(15))
                .until(() -> !Events.of("stream.ended", id).isEmpty());
        var ended = Events.of("stream.ended", id).getFirst();
        assertThat(ended.getList("gaps")).hasSize(1);
        var manifest = Bucket.json(ended.getString("recording_manifest"));
        assertThat(manifest.getList("segments.run", Integer.class)).startsWith(4, 6);
        assertThat(manifest.getList("segments.seq", Integer.class)).startsWith(0, 1);
        assertThat(manifest.getBoolean("complete")).isTrue();
        assertThat(Api.stream(alice, id).getList("gaps")).hasSize(1);
    }

    @Test
    void a_node_that_hears_nothing_of_the_encoder_gives_way_long_before_its_lease_ends() {
        // given
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        OtherNode.serves(database, "other-node/1", UUID.fromString(id), Duration.ofSeconds(60));
        lastHeardOf(id, Duration.ZERO);

        // then
        var early = Ffmpeg.push(Api.pushUrl(stream), "256x144", 10);
        Ffmpeg.output(early);
        assertThat(early.exitValue()).isNotZero();

        // when
        lastHeardOf(id, Duration.ofSeconds(10));
        var encoder = Ffmpeg.push(Api.pushUrl(stream), "256x144", 60);

        // then
        Api.awaitMedia(alice, id, "live");
        assertThat(playlist(id)).contains("#EXT-X-MEDIA-SEQUENCE:140\n");
        encoder.destroyForcibly();
        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200);
    }

    private void lastHeardOf(String id, Duration ago) {
        OtherNode.sql(
                database,
                "update media_leases set media_at = now() - $2 * interval '1 millisecond' where stream_id = $1",
                UUID.fromString(id),
                (int) ago.toMillis());
    }

    @Test
    void the_next_process_of_a_name_need_not_wait_and_one_that_lost_its_stream_lets_go_of_it() {
        // given: a process of this one's name died a moment ago
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        OtherNode.serves(database, service.instance() + "/dead", UUID.fromString(id), Duration.ofSeconds(60));

        var encoder = Ffmpeg.push(Api.pushUrl(stream), "256x144", 60);
        Api.awaitMedia(alice, id, "live");
        assertThat(playlist(id)).contains("#EXT-X-MEDIA-SEQUENCE:140\n");

        // when: this one is taken for dead
        OtherNode.serves(database, "other-node/2", UUID.fromString(id), Duration.ofSeconds(60));

        // then
        await().atMost(Duration.ofSeconds(10)).until(() -> !encoder.isAlive());
        await().atMost(Duration.ofSeconds(5))
                .until(() -> given().get("/hls/" + id + "/master.m3u8").statusCode(), status -> status == 404);
        assertThat(Api.stream(alice, id).getString("status")).isEqualTo("live");
        assertThat(Events.of("stream.ended", id)).isEmpty();
        String folder = "localhost/" + stream.getString("user_id") + "/" + id + "/recording";
        assertThat(Bucket.exists(folder + "/manifest.json")
                        && Bucket.json(folder + "/manifest.json").getBoolean("complete"))
                .isFalse();
    }
}
