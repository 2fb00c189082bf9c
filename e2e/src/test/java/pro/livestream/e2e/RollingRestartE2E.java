package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A new version is rolled out: every process is replaced in turn while a stream is on air and people chat through both gateways. */
@Isolated("replaces everything, and measures how late messages are")
class RollingRestartE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** One node of each service at a time. */
    private static final List<List<String>> IN_TURN = List.of(
            List.of("chat-service"),
            List.of("chat-service-2"),
            List.of("gateway"),
            List.of("gateway-2"),
            List.of("stream-service"),
            List.of("stream-service-2"),
            List.of("archive-service", "payment-service", "notification-service"));

    private static final Duration LATE = Duration.ofSeconds(3);
    private static final Duration INTERRUPTION = Duration.ofSeconds(10);

    private final Person alice = Person.registered("alice");
    private final Person anybody = Person.anonymous();

    @Test
    void nobodyMissesAnythingWhileEveryNodeIsReplaced() {
        var started = alice.post("/api/streams", Map.of("title", "While they roll it out"));
        var stream = started.text("stream_id");
        var first = Suite.running().process("gateway").get("url").asText();
        var second = Suite.running().process("gateway-2").get("url").asText();
        try (var encoder = new Encoder(
                        Encoder.allMediaNodes(),
                        started.body().at("/ingest/stream_key").asText());
                var crowd = Crowd.in(
                        stream, Crowd.PEOPLE, n -> n % 2 == 0 ? List.of(first, second) : List.of(second, first))) {
            isOnAir(stream);
            crowd.speak(Crowd.EASY_RATE);
            await().atMost(PATIENCE).until(() -> crowd.acknowledged().size() > 300);

            for (var names : IN_TURN) {
                Suite.running().replace(names, PATIENCE);
                var soFar = crowd.acknowledged().size();
                await("the room goes on after " + names)
                        .atMost(PATIENCE)
                        .until(() -> crowd.acknowledged().size() > soFar + 100);
                isOnAir(stream);
            }
            crowd.fallSilent();

            var late = crowd.lateness(0.99);
            System.out.printf(
                    "every node replaced in turn: p99 of a message to a member %d ms, %d tries of the encoder%n",
                    late.toMillis(), encoder.tries());
            RoomRecords.holdWhatWasAcknowledged("every node replaced in turn", alice, stream, crowd);
            assertThat(crowd.gaps()).isZero();
            crowd.sawEverythingInOneOrder();
            assertThat(late).isLessThan(Suite.running().here(LATE));
            await("the count is right again")
                    .atMost(PATIENCE)
                    .until(() -> anybody.get("/api/streams/" + stream)
                                    .body()
                                    .path("viewer_count")
                                    .asInt()
                            == Crowd.PEOPLE);
        }
        assertThat(alice.put("/api/streams/" + stream + "/end", Map.of()).status())
                .isEqualTo(200);
        var gaps = Events.of("stream.ended", stream, 1, PATIENCE).getFirst().path("gaps");
        System.out.printf("every node replaced in turn: the recording has the gaps %s%n", gaps);
        // once by the first node that had it, and once by the other, if it was the next
        assertThat(gaps)
                .hasSizeBetween(1, 2)
                .allSatisfy(gap -> assertThat(gap.path("duration_s").asDouble())
                        .isLessThan(Suite.running().here(INTERRUPTION).toMillis() / 1e3));
        assertThat(Archives.awaitReady(alice, stream).at("/report/gaps")).isEqualTo(gaps);
    }

    private void isOnAir(String stream) {
        await("the stream is on air")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> anybody.get("/api/streams/" + stream).text("media").equals("live"));
    }
}
