package pro.livestream.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pro.livestream.stream.media.embedded.rtmp.FlvTag;
import pro.livestream.stream.media.embedded.rtmp.RtmpClient;

/** Signals that no good encoder sends: files of FFmpeg, sent by hand. */
@QuarkusTest
@TestProfile(RealPartsProfile.class)
class BadSignalComponentTest {

    private final String alice = Api.someone();

    @TempDir
    Path folder;

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    private List<FlvTag> recorded(String name, String picture, String sound, String seconds) throws IOException {
        Path file = folder.resolve(name + ".flv");
        Ffmpeg.record(file, picture, sound, seconds);
        var bytes = Buffer.buffer(Files.readAllBytes(file));
        var tags = new ArrayList<FlvTag>();
        for (int at = 13; at + 11 < bytes.length(); ) {
            int length = bytes.getMedium(at + 1);
            int time = bytes.getMedium(at + 4) | bytes.getUnsignedByte(at + 7) << 24;
            var kind = switch (bytes.getUnsignedByte(at)) {
                case 8 -> FlvTag.Kind.AUDIO;
                case 9 -> FlvTag.Kind.VIDEO;
                default -> FlvTag.Kind.SCRIPT;
            };
            tags.add(new FlvTag(kind, time, bytes.slice(at + 11, at + 11 + length)));
            at += 11 + length + 4;
        }
        return tags;
    }

    private static RtmpClient publish(JsonPath stream) throws IOException {
        var client =
                new RtmpClient(URI.create(stream.getString("ingest.rtmp_url")).getPort());
        client.handshake();
        client.publish(stream.getString("ingest.stream_key"));
        client.awaitStart();
        return client;
    }

    private static void send(RtmpClient client, List<FlvTag> tags, int from) throws IOException {
        for (FlvTag tag : tags) {
            client.tag(new FlvTag(tag.kind(), tag.timestamp() + from, tag.data()));
        }
    }

    private static String playlist(String id, String rendition) {
        return given().get("/hls/" + id + "/" + rendition + "/index.m3u8").asString();
    }

    private static double seconds(String playlist) {
        return playlist.lines()
                .filter(line -> line.startsWith("#EXTINF:"))
                .mapToDouble(line -> Double.parseDouble(line.substring(8, line.length() - 1)))
                .sum();
    }

    @Test
    void leaps_of_the_clock_and_another_picture_midway_are_played_on() throws IOException {
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        var small = recorded("small", "testsrc2=size=256x144:rate=30", "sine", "5");
        var other = recorded("other", "testsrc2=size=320x180:rate=30", "sine", "5");

        try (var client = publish(stream)) {
            send(client, small, 0);
            send(client, small.subList(3, small.size()), 3_600_000);
            send(client, small.subList(3, small.size()), -90_000);
            send(client, other, 20_000);
            await().atMost(Duration.ofSeconds(40)).until(() -> playlist(id, "144p"), text -> text.contains("2-1.m4s"));
        }
        String text = playlist(id, "144p");

        assertThat(text).contains("#EXT-X-DISCONTINUITY\n", "1-0.m4s");
        assertThat(seconds(text)).isBetween(15.0, 23.0);
        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200);
    }

    @Test
    void a_signal_without_sound_and_one_without_pictures_are_played_on() throws IOException {
        var stream = Api.goLive(alice);
        String id = stream.getString("stream_id");
        var silent = recorded("silent", "testsrc2=size=256x144:rate=30", "", "5");
        var dark = recorded("dark", "", "sine", "5");

        try (var client = publish(stream)) {
            send(client, silent, 0);
            Api.awaitMedia(alice, id, "live");
        }
        assertThat(given().get("/hls/" + id + "/master.m3u8").asString())
                .contains("144p")
                .doesNotContain("audio");
        Api.awaitMedia(alice, id, "interrupted");
        try (var client = publish(stream)) {
            send(client, dark, 0);
            await().atMost(Duration.ofSeconds(20)).until(() -> playlist(id, "144p"), text -> text.contains("2-0.m4s"));
        }

        given().get("/hls/" + id + "/144p/2-init.mp4").then().statusCode(200);
        assertThat(given().get("/hls/" + id + "/144p/2-0.m4s").asByteArray().length)
                .isGreaterThan(1_000);
        Api.as(alice).put("/api/streams/" + id + "/end").then().statusCode(200);
    }
}
