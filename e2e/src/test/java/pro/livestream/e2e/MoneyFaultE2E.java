package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tips under way while what carries them is killed with -9: each is booked once, told once, shown once. */
class MoneyFaultE2E {
    private static final Duration RECOVERY = Duration.ofMinutes(2);
    private static final int TIPS = 20;

    private final Person alice = Person.registered("alice");
    private final Payer bob = Payer.registered("bob");

    @Test
    void noTipIsLostOrDoubledWhilePaymentServiceIsKilled() {
        var stream = live();

        var kills = tipWhileKilling(stream, "payment-service", "payment-service");

        isWhole("payment-service", kills, stream);
    }

    @Test
    void noTipIsLostOrDoubledWhileBothChatNodesAreKilled() {
        var stream = live();

        var kills = tipWhileKilling(stream, "chat-service", "chat-service-2");

        isWhole("chat nodes", kills, stream);
    }

    /** Begins and confirms tips one after another; after the seventh and the fourteenth confirmation a process dies. */
    private int tipWhileKilling(String stream, String first, String second) {
        var kills = 0;
        for (int number = 1; number <= TIPS; number++) {
            var begun = beginWhenPossible(stream, number);
            var confirmed = bob.confirm(begun, "pm_card_visa");
            assertThat(confirmed.text("status")).as("%s", confirmed.body()).isEqualTo("succeeded");
            if (number == 7 || number == 14) {
                Suite.running().kill(number == 7 ? first : second);
                kills++;
            }
        }
        return kills;
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

    private void isWhole(String killed, int kills, String stream) {
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
                "%s killed %d times: %d tips paid, %d told of, %d super chats stored, %d of them told of%n",
                killed, kills, expected.size(), tips.size(), shown.size(), told.size());
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
