package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** One trace and one request id lead from the caller through gateway, service and Kafka to the last consumer. */
@ResourceLock(value = Needs.CHAT, mode = ResourceAccessMode.READ)
@ResourceLock(value = Needs.NOTIFICATION, mode = ResourceAccessMode.READ)
class TraceE2E {
    private final Person alice = Person.registered("alice");

    @Test
    void followsARequestThroughKafkaToItsLastConsumer() {
        assumeFalse(Suite.isGiven(), "a suite that runs already sends its traces elsewhere");
        var trace = hex(16);
        var requestId = "story-" + hex(8);

        var started = alice.send(
                "POST",
                "/api/streams",
                Map.of("title", "Traced"),
                Map.of("traceparent", "00-" + trace + "-" + hex(8) + "-01", "X-Request-Id", requestId));
        assertThat(started.status()).isEqualTo(201);

        var event = Events.received("stream.started", started.text("stream_id"), 1, Duration.ofSeconds(30))
                .getFirst();
        assertThat(event.headers().get("traceparent")).startsWith("00-" + trace + "-");
        assertThat(event.headers()).containsEntry("x-request-id", requestId);
        var services = Set.of("gateway", "stream-service", "chat-service", "notification-service");
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(Suite.running().traces().servicesIn(trace, services))
                        .isEqualTo(services));
        alice.put("/api/streams/" + started.text("stream_id") + "/end", Map.of());
    }

    private static String hex(int bytes) {
        var random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
