package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tips under way while what carries them is killed with -9: each is booked once, told once, shown once. */
@ResourceLock(Needs.CHAT)
@ResourceLock(Needs.PAYMENT)
class MoneyFaultE2E {
    private static final Duration RECOVERY = Duration.ofMinutes(2);
    private static final int TIPS = 40;

    /** The second kill of a process comes when it has hardly returned from the first. */
    private static final Map<Integer, String> KILLED_AFTER =
            Map.of(7, "payment-service", 14, "payment-service", 21, "chat-service", 28, "chat-service-2");

    private final Person alice = Person.registered("alice");
    private final Payer bob = Payer.registered("bob");

    @Test
    void noTipIsLostOrDoubledWhilePaymentServiceAndBothChatNodesAreKilled() {
        var stream = live();

        tipWhileKilling(stream);

        isWhole(stream);
    }

    /** Begins and confirms tips one after another; after some of the confirmations a process dies. */
    private void tipWhileKilling(String stream) {
        for (int number = 1; number <= TIPS; number++) {
            var begun = beginWhenPossible(stream, number);
            var confirmed = bob.confirm(begun, "pm_card_visa");
            assertThat(confirmed.text("status")).as("%s", confirmed.body()).isEqualTo("succeeded");
            Optional.ofNullable(KILLED_AFTER.get(number)).ifPresent(Suite.running()::kill);
        }
    }

    /** As a page does that lost its connection: the same request again under the same key. */
    private Person.Answer beginWhenPossible(String stream, int number) {
        var tip = Map.of("stream_id", stream, "amount", 100 + number, "currency", "USD", "message", "tip " + number);
        var key = stream + "-" + number;
        return await().atMost(RECOVERY)
                .ignoreExceptions()
                .pollInterval(Duration.ofMillis(200))
                .until(() -> bob.ask(tip, key), answer -> answer.status() == 201);
    }

    private void isWhole(String stream) {
        await().atMost(RECOVERY).ignoreExceptions().untilAsserted(() -> {
            var transactions =
                    bob.person().get("/api/transactions?limit=100").body().get("items");
            assertThat(transactions).hasSize(TIPS);
            assertThat(transactions)
                    .allMatch(transaction -> transaction.get("status").asText().equals("succeeded"));
        });
        var expected = new HashSet<String>();
        bob.person()
                .get("/api/transactions?limit=100")
                .body()
                .get("items")
                .forEach(transaction ->
                        expected.add(transaction.get("transaction_id").asText()));
        var shown = new ArrayList<String>();
        await().atMost(RECOVERY).ignoreExceptions().untilAsserted(() -> {
            shown.clear();
            messages(stream).forEach(message -> shown.add(message.get("id").asText()));
            assertThat(shown).hasSize(TIPS);
        });
        var tips = Events.of("payment.tips", stream, TIPS + 1, Duration.ofSeconds(8));
        var told = Events.of("streams.chat", stream, TIPS + 1, Duration.ofSeconds(20));
        System.out.printf(
                "payment-service and chat nodes killed %d times: %d tips paid, %d told of, %d super chats stored, %d of them told of%n",
                KILLED_AFTER.size(), expected.size(), tips.size(), shown.size(), told.size());
        assertThat(shown).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(tips).hasSize(TIPS);
        assertThat(told).hasSize(TIPS);
        try (var late = ChatClient.join(alice, stream)) {
            var recent = new ArrayList<String>();
            late.await("welcome")
                    .get("recent")
                    .forEach(comment -> recent.add(comment.get("id").asText()));
            assertThat(recent).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private List<JsonNode> messages(String stream) {
        var messages = new ArrayList<JsonNode>();
        alice.get("/api/streams/" + stream + "/chat/messages?limit=100")
                .body()
                .get("items")
                .forEach(messages::add);
        return messages;
    }

    private String live() {
        return await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(
                        () -> alice.post("/api/streams", Map.of("title", "Tip me through it")),
                        answer -> answer.status() == 201)
                .text("stream_id");
    }
}
