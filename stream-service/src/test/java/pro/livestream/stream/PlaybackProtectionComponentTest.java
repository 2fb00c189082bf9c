package pro.livestream.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.FollowChanged;
import pro.livestream.local.testing.TestIdentity;

@QuarkusTest
@TestProfile(RealPartsProfile.class)
class PlaybackProtectionComponentTest {

    private final String alice = Api.someone();

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    private static String path(String hlsUrl) {
        return URI.create(hlsUrl).getPath();
    }

    @Test
    void followers_get_an_address_that_others_do_not_get_and_cannot_make() {
        // given
        var stream = Api.goLive(alice, Map.of("title", "For friends", "visibility", "followers"));
        String id = stream.getString("stream_id");
        String bob = Api.someone();
        var encoder = Ffmpeg.push(Api.pushUrl(stream), "256x144", 60);
        Api.awaitMedia(alice, id, "live");

        // then: without a token there is nothing
        given().get("/hls/" + id + "/master.m3u8").then().statusCode(403);
        given().get("/hls/" + id + "/144p/index.m3u8").then().statusCode(403);
        given().get("/hls/" + id + "/144p/1-init.mp4").then().statusCode(403);
        given().get("/hls/" + id + "/zz.abcdefabcdef/master.m3u8").then().statusCode(403);
        assertThat(Api.stream(bob, id).getString("playback.hls_url")).isNull();

        // when
        Events.send(new FollowChanged(
                TestIdentity.TENANT, TestIdentity.userId(bob), TestIdentity.userId(alice), true, Instant.now(), 1));

        // then: the address is whole, down to the segments
        await().atMost(Duration.ofSeconds(15)).until(() -> Api.stream(bob, id).getString("playback.hls_url") != null);
        String master = path(Api.stream(bob, id).getString("playback.hls_url"));
        String folder = master.substring(0, master.length() - "master.m3u8".length());
        given().get(master).then().statusCode(200);
        given().get(folder + "144p/index.m3u8").then().statusCode(200);
        given().get(folder + "144p/1-init.mp4").then().statusCode(200);
        assertThat(given().get(folder + "144p/1-0.m4s").header("Cache-Control")).contains("immutable");

        // when: it becomes public
        Api.as(alice).body(Map.of("visibility", "public")).patch("/api/streams/" + id);

        // then
        await().atMost(Duration.ofSeconds(10))
                .until(() -> given().get("/hls/" + id + "/master.m3u8").statusCode(), status -> status == 200);
        encoder.destroyForcibly();

        // when: it is for followers again, and bob is none any longer
        Api.as(alice).body(Map.of("visibility", "followers")).patch("/api/streams/" + id);
        Events.send(new FollowChanged(
                TestIdentity.TENANT, TestIdentity.userId(bob), TestIdentity.userId(alice), false, Instant.now(), 2));

        // then
        await().atMost(Duration.ofSeconds(15)).until(() -> Api.stream(bob, id).getString("playback.hls_url") == null);
        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200);
    }
}
