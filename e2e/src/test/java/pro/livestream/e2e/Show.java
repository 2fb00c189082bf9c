package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** A broadcast that is over: which, when its encoder began, when its half-time act was, when the encoder left. */
record Show(String stream, Instant began, Instant act, Instant left) {

    /** Broadcast for so long; {@code act} happens at half-time and tells when exactly. */
    static Show of(Person broadcaster, int seconds, Function<String, Instant> act) {
        var started = broadcaster.post("/api/streams", Map.of("title", "To be kept"));
        var stream = started.text("stream_id");
        var began = Instant.now();
        Instant acted;
        Instant left;
        try (var encoder = Broadcast.push(
                started.body().at("/ingest/rtmp_url").asText(),
                started.body().at("/ingest/stream_key").asText())) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> broadcaster
                            .get("/api/streams/" + stream)
                            .text("media")
                            .equals("live"));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Duration.between(began, Instant.now()).toSeconds() >= seconds / 2);
            acted = act.apply(stream);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Duration.between(began, Instant.now()).toSeconds() >= seconds);
            assertThat(encoder.isAlive()).isTrue();
            left = Instant.now();
        }
        assertThat(broadcaster.put("/api/streams/" + stream + "/end", Map.of()).status())
                .isEqualTo(200);
        return new Show(stream, began, acted, left);
    }

    double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
