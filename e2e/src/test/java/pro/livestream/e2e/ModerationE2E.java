package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Moderation over two chat nodes: what one node is told holds on the other, and what is decided is decided once. */
@ResourceLock(value = Needs.CHAT, mode = ResourceAccessMode.READ)
class ModerationE2E {
    private final Person alice = Person.registered("alice");
    private final Person bob = Person.registered("bob");

    private final String first =
            Suite.running().process("chat-service").get("url").asText();
    private final String second =
            Suite.running().process("chat-service-2").get("url").asText();
    private final String stream = live();
    private final String chat = "/api/streams/" + stream + "/chat";

    private String live() {
        var started = alice.post("/api/streams", Map.of("title", "A quiet evening"));
        assertThat(started.status()).as("%s", started.body()).isEqualTo(201);
        return started.text("stream_id");
    }

    @Test
    void aBanClosesTheConnectionsOnBothNodesWithinASecond() {
        try (var here = ChatClient.at(first, bob, stream);
                var there = ChatClient.at(second, bob, stream)) {
            here.await("welcome");
            there.await("welcome");

            var banned = alice.post(chat + "/bans", Map.of("user_id", bob.id()));
            var since = Instant.now();

            assertThat(banned.status()).as("%s", banned.body()).isEqualTo(201);
            assertThat(List.of(here.awaitClose(), there.awaitClose())).containsExactly(4003, 4003);
            assertThat(Duration.between(since, Instant.now())).isLessThan(Duration.ofSeconds(1));
            assertThat(ChatClient.handshakeStatus(bob, stream)).isEqualTo(403);
        }
    }

    @Test
    void aTermHoldsOnBothNodesAndOfTwoModeratorsOneDecides() {
        try (var hers = ChatClient.at(first, alice, stream);
                var his = ChatClient.at(second, bob, stream)) {
            hers.await("welcome");
            his.await("welcome");
            var added = alice.post(first + chat + "/terms", Map.of("term", "maybe", "action", "hold"));
            assertThat(added.status()).as("%s", added.body()).isEqualTo(201);
            await().atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> {
                        his.say("maybe", "probe" + System.nanoTime());
                        return his.frames().stream()
                                .anyMatch(frame -> frame.path("type").asText().equals("held"));
                    });
            his.say("maybe so", "c-held");
            var held = hers.await(
                    "the held message",
                    frame -> frame.at("/held/message").asText().equals("maybe so"));
            var id = held.at("/held/id").asText();

            var statuses = Stream.of(first, second)
                    .parallel()
                    .map(node -> alice.send("POST", node + chat + "/held/" + id + "/approve", null, Map.of())
                            .status())
                    .sorted()
                    .toList();

            assertThat(statuses).containsExactly(200, 409);
            his.awaitAck("c-held");
            assertThat(his.awaitComment("maybe so").get("id").asText()).isEqualTo(id);
            hers.awaitComment("maybe so");
            hers.say("and on", "c-on");
            his.awaitComment("and on");
            assertThat(his.comments().stream()
                            .filter(comment -> comment.get("message").asText().equals("maybe so")))
                    .hasSize(1);
        }
    }
}
