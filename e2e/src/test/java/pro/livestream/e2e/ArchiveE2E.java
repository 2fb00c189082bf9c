package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What was broadcast is kept: as HLS and MP4 behind signed addresses, with its chat at the right second, until it is deleted. */
@ResourceLock(value = Needs.ARCHIVE, mode = ResourceAccessMode.READ)
@ResourceLock(value = Needs.CHAT, mode = ResourceAccessMode.READ)
class ArchiveE2E {
    private static final int FRAMES_PER_SECOND = 25;

    private final Person alice = Person.registered("alice");
    private final Person bob = Person.registered("bob");
    private final Person anybody = Person.anonymous();

    @Test
    void aBroadcastBecomesAnArchiveWithItsChatAndIsDeletedWithAllItsObjects() {
        var broadcast = Show.of(alice, 15, this::saySomething);

        var archive = Archives.awaitReady(alice, broadcast.stream());
        var id = archive.get("archive_id").asText();

        assertThat(archive.get("title").asText()).isEqualTo("To be kept");
        assertThat(archive.at("/report/expected_segments").asInt()).isPositive();
        assertThat(archive.at("/report/stored_segments")).isEqualTo(archive.at("/report/expected_segments"));
        assertThat(archive.at("/report/gaps")).isEmpty();
        assertThat(archive.at("/report/complete").asBoolean()).isTrue();
        assertThat(anybody.get("/api/archives?stream_id=" + broadcast.stream())
                        .body()
                        .at("/items/0/archive_id")
                        .asText())
                .isEqualTo(id);
        assertThat(Events.of("archive.ready", broadcast.stream(), 1, Duration.ofSeconds(10)))
                .hasSize(1);
        plays(archive);
        var at = replays(id, broadcast);
        assertThat(archive.get("duration_s").asDouble())
                .as("nothing of what was sent last is missing")
                .isBetween(
                        at + broadcast.seconds(broadcast.act(), broadcast.left()) - 1.5,
                        at + broadcast.seconds(broadcast.act(), broadcast.left()) + 1.5);
        isDeleted(archive, broadcast.stream());
    }

    private Instant saySomething(String stream) {
        try (var chat = ChatClient.join(bob, stream)) {
            chat.await("welcome");
            chat.say("right here", "c-here");
            var said = Instant.now();
            chat.awaitAck("c-here");
            return said;
        }
    }

    private void plays(JsonNode archive) {
        var playback = archive.get("playback");
        var seconds = archive.get("duration_s").asInt();
        var atLeast = (seconds - 2) * FRAMES_PER_SECOND;
        for (var url : new String[] {
            playback.get("hls_url").asText(), playback.get("mp4_url").asText()
        }) {
            assertThat(url)
                    .contains("/api/archives/" + archive.get("archive_id").asText() + "/media/");
            assertThat(Broadcast.decodedFrames(url, 60)).as(url).isGreaterThanOrEqualTo(atLeast);
        }
        var mp4 = playback.get("mp4_url").asText();
        var part = anybody.send("GET", mp4, null, Map.of("Range", "bytes=100-199"));
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range"))
                .hasValue("bytes 100-199/" + archive.get("file_size").asLong());
        assertThat(anybody.send("HEAD", mp4, null, Map.of()).headers().firstValue("Content-Length"))
                .hasValue(archive.get("file_size").asText());
        assertThat(anybody.send("GET", mp4, null, Map.of("Range", "bytes=999999999-"))
                        .status())
                .isEqualTo(416);
        assertThat(anybody.get(playback.get("poster_url").asText()).headers().firstValue("Content-Type"))
                .hasValue("image/jpeg");
        assertThat(anybody.get(playback.get("sprite_vtt_url").asText()).body().asText())
                .startsWith("WEBVTT");
        var forged = mp4.substring(0, mp4.length() - 3) + "AAA";
        assertThat(anybody.get(forged).code()).isEqualTo("LINK_INVALID");
        assertThat(anybody.get(mp4.replaceFirst("\\?.*", "")).status()).isEqualTo(403);
        assertThat(alice.get(mp4.replaceFirst("media/video.mp4", "media/../x")).status())
                .isBetween(400, 404);
    }

    /** At which second the message is. */
    private double replays(String id, Show broadcast) {
        var expected = broadcast.seconds(broadcast.began(), broadcast.act());
        var chat = "/api/archives/" + id + "/chat";
        await().atMost(Duration.ofSeconds(20))
                .until(() -> anybody.get(chat).body().get("items").size() == 1);
        var item = anybody.get(chat).body().at("/items/0");
        var at = item.get("at_s").asDouble();
        System.out.printf("chat replay: said %.1f s after the encoder began, shown at %.1f s%n", expected, at);

        assertThat(item.at("/comment/message").asText()).isEqualTo("right here");
        assertThat(at).isBetween(expected - 3, expected + 1);
        assertThat(items(chat + "?from_s=" + (at - 1) + "&to_s=" + (at + 1))).isEqualTo(1);
        assertThat(items(chat + "?from_s=0&to_s=" + (at - 0.1))).isZero();
        assertThat(items(chat + "?from_s=" + (at + 0.1))).isZero();
        assertThat(anybody.get(chat + "?from_s=5&to_s=1").status()).isEqualTo(400);
        return at;
    }

    private int items(String path) {
        return anybody.get(path).body().get("items").size();
    }

    private void isDeleted(JsonNode archive, String stream) {
        var path = "/api/archives/" + archive.get("archive_id").asText();
        assertThat(Suite.running().storedObjects(stream)).isPositive();
        assertThat(anybody.delete(path).status()).isEqualTo(401);
        assertThat(bob.delete(path).status()).isEqualTo(403);

        assertThat(alice.delete(path).status()).isEqualTo(204);

        assertThat(Suite.running().storedObjects(stream)).isZero();
        assertThat(alice.get(path).status()).isEqualTo(404);
        assertThat(alice.delete(path).status()).isEqualTo(404);
        assertThat(anybody.get(path + "/chat").status()).isEqualTo(404);
        assertThat(anybody.get(archive.at("/playback/mp4_url").asText()).status())
                .isEqualTo(404);
        assertThat(items("/api/archives?stream_id=" + stream)).isZero();
    }

    @Test
    void aStreamThatSentNothingLeavesNoArchive() {
        var stream = alice.post("/api/streams", Map.of("title", "Nothing")).text("stream_id");

        alice.put("/api/streams/" + stream + "/end", Map.of());

        assertThat(Events.of("stream.ended", stream, 1, Duration.ofSeconds(20))).hasSize(1);
        assertThat(alice.get("/api/archives?stream_id=" + stream).body().get("items"))
                .isEmpty();
    }
}
