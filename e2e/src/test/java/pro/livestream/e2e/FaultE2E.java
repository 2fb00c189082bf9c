package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each part killed with -9 while people chat: the rest goes on, health says what is missing, and nothing promised is lost. */
@Isolated("takes away what all stand on")
class FaultE2E {
    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final Duration AWAY = Duration.ofSeconds(20);

    private final Person alice = Person.registered("alice");
    private final Person anybody = Person.anonymous();

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "redis", "kafka"})
    void losesNoAcknowledgedMessageAndNoEventWhileADependencyIsAway(String dependency) {
        var stream = goLive();
        try (var crowd =
                Crowd.in(stream, Crowd.PEOPLE, n -> List.of(Suite.running().url()))) {
            crowd.speak(Crowd.FULL_RATE);
            await().atMost(RECOVERY).until(() -> crowd.acknowledged().size() > 300);

            var meanwhile = whileItIsAway(dependency);
            crowd.fallSilent();

            RoomRecords.holdWhatWasAcknowledged(dependency + " away for 20 s", alice, stream, crowd);
            crowd.sawOneOrder();
            meanwhile.ifPresent(this::hasItsEvents);
        }
        assertThat(endWhenPossible(stream)).isEqualTo("ended");
        assertThat(Events.of("stream.started", stream, 1, Duration.ofSeconds(40)))
                .hasSize(1);
        assertThat(Events.of("stream.ended", stream, 1, Duration.ofSeconds(40))).hasSize(1);
    }

    /** Killed and kept away; returns when all is whole again, with the stream that was on air meanwhile, if there was one. */
    private Optional<String> whileItIsAway(String dependency) {
        Optional<String> meanwhile = Optional.empty();
        try {
            Suite.running().takeAway(dependency);
            var gone = System.nanoTime();
            await().atMost(AWAY)
                    .until(() -> !"ok".equals(anybody.get("/api/health").text("status")));
            if (dependency.equals("kafka")) {
                meanwhile = Optional.of(startedAndEndedAtOnce());
            }
            await().atMost(RECOVERY).until(() -> System.nanoTime() - gone >= AWAY.toNanos());
            assertThat(Suite.running().isReady(dependency)).isFalse();
        } finally {
            Suite.running().letGo(dependency);
        }
        await().atMost(RECOVERY).until(() -> Suite.running().isReady(dependency));
        await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(() -> "ok".equals(anybody.get("/api/health").text("status")));
        return meanwhile;
    }

    private String startedAndEndedAtOnce() {
        var carol = Person.registered("carol");
        var started = carol.post("/api/streams", Map.of("title", "Started without Kafka"));
        assertThat(started.status()).as("%s", started.body()).isEqualTo(201);
        var stream = started.text("stream_id");
        sayUntilAcknowledged(stream, "said without Kafka");
        assertThat(carol.put("/api/streams/" + stream + "/end", Map.of()).status())
                .isEqualTo(200);
        return stream;
    }

    private void hasItsEvents(String stream) {
        assertThat(Events.of("stream.started", stream, 1, RECOVERY)).hasSize(1);
        assertThat(Events.of("stream.ended", stream, 1, RECOVERY)).hasSize(1);
        assertThat(Events.of("streams.chat", stream, 1, RECOVERY))
                .extracting(event -> event.get("message").asText())
                .containsExactly("said without Kafka");
    }

    @Test
    void goesOnWithoutTheServicesThatNobodyWaitsFor() {
        isWholeAgainAfter(List.of("archive-service", "payment-service", "notification-service"), stream -> {
            assertThat(anybody.get("/api/streams/" + stream).status()).isEqualTo(200);
            assertThat(anybody.get("/api/health").status()).isEqualTo(200);
        });
    }

    @Test
    void isWholeAgainAfterTheReturnOfTheServicesOnTheWay() {
        isWholeAgainAfter(List.of("chat-service", "stream-service", "gateway"), stream -> {});
    }

    private void isWholeAgainAfter(List<String> services, Consumer<String> meanwhile) {
        var stream = goLive();
        var before = sayUntilAcknowledged(stream, "before");

        services.forEach(Suite.running()::kill);
        await().atMost(Duration.ofSeconds(20)).until(() -> services.stream().noneMatch(Suite.running()::isReady));
        meanwhile.accept(stream);
        await().atMost(RECOVERY).until(() -> services.stream().allMatch(Suite.running()::isReady));

        await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(() -> "ok".equals(anybody.get("/api/health").text("status")));
        var after = sayUntilAcknowledged(stream, "after");
        assertThat(RoomRecords.texts(alice, stream)).contains(before, after);
        assertThat(endWhenPossible(stream)).isEqualTo("ended");
    }

    @Test
    void clientsOfAKilledChatNodeResumeOnTheOtherAndMissNothing() {
        var stream = goLive();
        var first = Suite.running().process("chat-service").get("url").asText();
        var second = Suite.running().process("chat-service-2").get("url").asText();
        try (var crowd =
                Crowd.in(stream, Crowd.PEOPLE, n -> n % 2 == 0 ? List.of(first, second) : List.of(second, first))) {
            crowd.speak(Crowd.HALF_RATE); // who is away for 10 s has missed a thousand messages, and no more is resumed
            await().atMost(RECOVERY).until(() -> crowd.acknowledged().size() > 300);

            Suite.running().kill("chat-service-2");
            await().atMost(RECOVERY).until(() -> crowd.returns() >= Crowd.PEOPLE / 2);
            var soFar = crowd.acknowledged().size();
            await().atMost(RECOVERY).until(() -> crowd.acknowledged().size() > soFar + 300);
            Suite.running().kill("chat-service");
            await().atMost(RECOVERY).until(() -> crowd.returns() >= Crowd.PEOPLE + Crowd.PEOPLE / 2);
            crowd.fallSilent();

            RoomRecords.holdWhatWasAcknowledged("both chat nodes killed, one after the other", alice, stream, crowd);
            assertThat(crowd.gaps()).isZero();
            crowd.sawEverythingInOneOrder();
        }
        await().atMost(RECOVERY).until(() -> Suite.running().isReady("chat-service"));
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
}
