package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The node that has a stream's signal is killed under it; the encoder comes back, and so does everything else. */
@Isolated("kills the service that every story uses")
class MediaNodeE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration INTERRUPTION = Duration.ofSeconds(10);
    private static final Pattern SEQUENCE = Pattern.compile("#EXT-X-MEDIA-SEQUENCE:(\\d+)");

    private final Person alice = Person.registered("alice");
    private final Person anybody = Person.anonymous();

    @Test
    void aKilledNodesStreamGoesOnWithOneGapThatIsRecorded() {
        var started = alice.post("/api/streams", Map.of("title", "Killed under me"));
        var stream = started.text("stream_id");
        var media = "/hls/" + stream + "/360p/index.m3u8";
        try (var encoder = new Encoder(Encoder.allMediaNodes(), streamKey(started.body()))) {
            await().atMost(PATIENCE).until(() -> playlist(media).contains("1-3.m4s"));
            var before = sequence(playlist(media));

            Suite.running().kill("stream-service");
            goesOn(stream, media, before);
            System.out.printf("a media node killed: %d tries of the encoder%n", encoder.tries());

            await().atMost(PATIENCE).until(() -> Suite.running().isReady("stream-service"));
        }

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> alice.put("/api/streams/" + stream + "/end", Map.of())
                        .text("status")
                        .equals("ended"));
        var ended = Events.of("stream.ended", stream, 1, Duration.ofSeconds(20)).getFirst();
        System.out.printf("a media node killed: the recording has the gaps %s%n", ended.path("gaps"));
        assertThat(ended.path("gaps"))
                .hasSize(1)
                .allSatisfy(gap -> assertThat(gap.path("duration_s").asDouble())
                        .isLessThan(Suite.running().here(INTERRUPTION).toMillis() / 1e3));
        assertThat(ended.path("recording_manifest").asText()).isNotBlank();
        assertThat(anybody.get("/api/streams/" + stream).body().path("gaps")).isEqualTo(ended.path("gaps"));
    }

    private void goesOn(String stream, String media, long before) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> sequence(playlist(media)) > before
                        && playlist(media).contains("#EXT-X-DISCONTINUITY-SEQUENCE:"));
        var known = anybody.get("/api/streams/" + stream);
        assertThat(known.text("status")).as("%s", known.body()).isEqualTo("live");
    }

    private static String streamKey(JsonNode stream) {
        return stream.at("/ingest/stream_key").asText();
    }

    private String playlist(String media) {
        return anybody.get(media).body().asText();
    }

    private static long sequence(String playlist) {
        var found = SEQUENCE.matcher(playlist);
        return found.find() ? Long.parseLong(found.group(1)) : -1;
    }
}
