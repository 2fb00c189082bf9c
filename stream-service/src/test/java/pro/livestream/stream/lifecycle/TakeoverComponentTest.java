package pro.livestream.stream.lifecycle;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    private static String manifest(String streamId, String userId, String folder) {
        return """
                {"version":1,"tenant":"localhost","stream_id":"%s","user_id":"%s","complete":false,
                 "updated_at":"%4$s","gaps":[],"segments":[{"seq":0,"key":"%3$s/000000.ts","run":4,"container":"mpegts",
                 "start":"%4$s","duration_s":4.0,"bytes":3,"sha256":"00"}]}
                """.formatted(streamId, userId, folder, Instant.now().minusSeconds(5));
    }

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

    private void sql(String sql, Object... values) {
        database.inTransaction(Tenant.DEFAULT, tx -> tx.preparedQuery(sql).execute(Tuple.from(List.of(values))))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    /** A node that stood at segment 40 of run 4 and said its last word just now. */
    private void servedBy(String owner, UUID id, Duration leaseLeft) {
        sql("""
                insert into media_leases values ($1, $2, 3, now() + $3 * interval '1 millisecond', 4, 40, 3)
                on conflict (stream_id) do update set owner = $2, epoch = media_leases.epoch + 1,
                    lease_until = now() + $3 * interval '1 millisecond'
                """, id, owner, (int) leaseLeft.toMillis());
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
        Bucket.put(folder + "/manifest.json", manifest(id, stream.getString("user_id"), folder));
        desk.changeMedia(Tenant.DEFAULT, UUID.fromString(id), MediaState.LIVE)
                .await()
                .atMost(Duration.ofSeconds(5));
        servedBy("other-node/1", UUID.fromString(id), Duration.ofSeconds(4));

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
        servedBy("other-node/1", UUID.fromString(id), Duration.ofSeconds(60));
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
        sql(
                "update media_leases set media_at = now() - $2 * interval '1 millisecond' where stream_id = $1",
                UUID.fromString(id),
                (int) ago.toMillis());
    }

    @Test
    void the_next_process_of_a_name_need_not_wait_and_one_that_lost_its_stream_lets_go_of_it() {
        // given: a process of this one's name died a moment ago
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        servedBy(service.instance() + "/dead", UUID.fromString(id), Duration.ofSeconds(60));

        var encoder = Ffmpeg.push(Api.pushUrl(stream), "256x144", 60);
        Api.awaitMedia(alice, id, "live");
        assertThat(playlist(id)).contains("#EXT-X-MEDIA-SEQUENCE:140\n");

        // when: this one is taken for dead
        servedBy("other-node/2", UUID.fromString(id), Duration.ofSeconds(60));

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
