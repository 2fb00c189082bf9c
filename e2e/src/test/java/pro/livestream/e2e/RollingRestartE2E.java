package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A new version is rolled out: every process is replaced in turn while people chat through both gateways. */
@Isolated("replaces everything, and measures how late messages are")
class RollingRestartE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** One node of each service at a time. */
    private static final List<List<String>> IN_TURN = List.of(
            List.of("chat-service"),
            List.of("chat-service-2"),
            List.of("gateway"),
            List.of("gateway-2"),
            List.of("archive-service", "payment-service", "notification-service"));

    private final Person alice = Person.registered("alice");
    private final Person anybody = Person.anonymous();

    @Test
    void nobodyMissesAnythingWhileEveryNodeIsReplaced() {
        var stream = alice.post("/api/streams", Map.of("title", "While they roll it out"))
                .text("stream_id");
        var first = Suite.running().process("gateway").get("url").asText();
        var second = Suite.running().process("gateway-2").get("url").asText();
        try (var crowd =
                Crowd.in(stream, Crowd.PEOPLE, n -> n % 2 == 0 ? List.of(first, second) : List.of(second, first))) {
            crowd.speak(Crowd.EASY_RATE);
            await().atMost(PATIENCE).until(() -> crowd.acknowledged().size() > 300);

            for (var names : IN_TURN) {
                Suite.running().replace(names, PATIENCE);
                var soFar = crowd.acknowledged().size();
                await("the room goes on after " + names)
                        .atMost(PATIENCE)
                        .until(() -> crowd.acknowledged().size() > soFar + 100);
            }
            crowd.fallSilent();

            var late = crowd.lateness(0.99);
            System.out.printf("every node replaced in turn: p99 of a message to a member %d ms%n", late.toMillis());
            RoomRecords.holdWhatWasAcknowledged("every node replaced in turn", alice, stream, crowd);
            assertThat(crowd.gaps()).isZero();
            crowd.sawEverythingInOneOrder();
            assertThat(late).isLessThan(Duration.ofSeconds(3));
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
        assertThat(Events.of("stream.ended", stream, 1, PATIENCE)).hasSize(1);
    }
}
