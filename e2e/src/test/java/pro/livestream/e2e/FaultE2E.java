package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each part killed with -9 while people chat: the rest goes on, health says what is missing, and nothing promised is lost. */
class FaultE2E {
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    private final Person alice = Person.registered("alice");
    private final Person bob = Person.registered("bob");
    private final Person anybody = Person.anonymous();

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "redis", "kafka"})
    void losesNoAcknowledgedMessageAndNoEventWhenADependencyIsKilled(String dependency) {
        var stream = goLive();
        try (var chat = ChatClient.join(alice, stream)) {
            chat.await("welcome");
            chat.say("before", "c-before");
            chat.awaitAck("c-before");

            Suite.running().kill(dependency);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !"ok".equals(anybody.get("/api/health").text("status")));
            await().atMost(RECOVERY).until(() -> Suite.running().isReady(dependency));
            await().atMost(RECOVERY)
                    .until(() -> "ok".equals(anybody.get("/api/health").text("status")));
        }
        var acknowledged = sayUntilAcknowledged(stream, "after " + dependency);
        var ended = endWhenPossible(stream);

        assertThat(ended).isEqualTo("ended");
        assertThat(history(stream)).contains("before", acknowledged);
        assertThat(Events.of("streams.chat", stream, 2, Duration.ofSeconds(40)))
                .extracting(event -> event.get("message").asText())
                .contains("before", acknowledged);
        assertThat(Events.of("stream.started", stream, 1, Duration.ofSeconds(40)))
                .hasSize(1);
        assertThat(Events.of("stream.ended", stream, 1, Duration.ofSeconds(40))).hasSize(1);
    }

    @Test
    void sendsTheEventsOfWhatWasChangedWhileKafkaWasAway() {
        Suite.running().kill("kafka");
        var started = alice.post("/api/streams", Map.of("title", "Started without Kafka"));
        assertThat(started.status()).as("%s", started.body()).isEqualTo(201);
        var stream = started.text("stream_id");
        var said = sayUntilAcknowledged(stream, "said without Kafka");
        assertThat(alice.put("/api/streams/" + stream + "/end", Map.of()).status())
                .isEqualTo(200);
        assertThat(Suite.running().isReady("kafka"))
                .as("Kafka is away all the while")
                .isFalse();

        await().atMost(RECOVERY).until(() -> Suite.running().isReady("kafka"));
        assertThat(Events.of("stream.started", stream, 1, RECOVERY)).hasSize(1);
        assertThat(Events.of("stream.ended", stream, 1, RECOVERY)).hasSize(1);
        assertThat(Events.of("streams.chat", stream, 1, RECOVERY))
                .extracting(event -> event.get("message").asText())
                .containsExactly(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat-service",
                "stream-service",
                "archive-service",
                "payment-service",
                "notification-service",
                "gateway"
            })
    void goesOnWithoutAServiceAndIsWholeAgainAfterItsReturn(String service) {
        var stream = goLive();
        var before = sayUntilAcknowledged(stream, "before " + service);

        Suite.running().kill(service);
        await().atMost(Duration.ofSeconds(20)).until(() -> !Suite.running().isReady(service));
        if (service.equals("archive-service")
                || service.equals("payment-service")
                || service.equals("notification-service")) {
            assertThat(anybody.get("/api/streams/" + stream).status()).isEqualTo(200);
            assertThat(anybody.get("/api/health").status()).isEqualTo(200);
        }
        await().atMost(RECOVERY).until(() -> Suite.running().isReady(service));

        await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(() -> "ok".equals(anybody.get("/api/health").text("status")));
        var after = sayUntilAcknowledged(stream, "after " + service);
        assertThat(history(stream)).contains(before, after);
        assertThat(endWhenPossible(stream)).isEqualTo("ended");
    }

    @Test
    void keepsEveryAcknowledgedMessageWhileAChatNodeIsKilled() {
        var stream = goLive();
        var acknowledged = new HashSet<String>();
        var number = 0;
        var end = System.nanoTime() + RECOVERY.toNanos();
        var killed = false;
        while (acknowledged.size() < 60 && System.nanoTime() < end) {
            try (var chat = ChatClient.join(bob, stream)) {
                chat.await("welcome");
                for (int i = 0; i < 40; i++) {
                    var text = "m" + ++number;
                    chat.say(text, text);
                    chat.awaitAck(text);
                    acknowledged.add(text);
                    if (number == 25 && !killed) {
                        killed = true;
                        Suite.running().kill("chat-service-2");
                        Suite.running().kill("chat-service");
                    }
                }
            } catch (RuntimeException dropped) {
                await().atMost(RECOVERY).until(() -> Suite.running().isReady("chat-service"));
            }
        }

        var stored = new HashSet<String>();
        await().atMost(RECOVERY).ignoreExceptions().untilAsserted(() -> {
            stored.addAll(history(stream));
            assertThat(stored).containsAll(acknowledged);
        });
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(60);
    }

    private String goLive() {
        var started = await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(
                        () -> alice.post("/api/streams", Map.of("title", "Fault story")),
                        answer -> answer.status() == 201);
        return started.text("stream_id");
    }

    /** As a client that keeps what was not acknowledged and sends it again with the same {@code client_id}. */
    private String sayUntilAcknowledged(String stream, String text) {
        var clientId = text.replace(' ', '-') + System.nanoTime();
        await().atMost(RECOVERY)
                .ignoreExceptions()
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    try (var chat = ChatClient.join(alice, stream)) {
                        chat.await("welcome");
                        chat.say(text, clientId);
                        chat.awaitAck(clientId);
                        return true;
                    }
                });
        return text;
    }

    private String endWhenPossible(String stream) {
        return await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(() -> alice.put("/api/streams/" + stream + "/end", Map.of()), answer -> answer.status() == 200)
                .text("status");
    }

    private java.util.List<String> history(String stream) {
        var texts = new java.util.ArrayList<String>();
        var path = "/api/streams/" + stream + "/chat/messages?limit=100";
        @org.jspecify.annotations.Nullable String cursor = null;
        do {
            var page = alice.get(cursor == null ? path : path + "&cursor=" + cursor)
                    .body();
            page.get("items").forEach(item -> texts.add(item.get("message").asText()));
            cursor = page.path("next_cursor").isTextual()
                    ? page.get("next_cursor").asText()
                    : null;
        } while (cursor != null);
        return texts;
    }
}
