package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tips: paid at Stripe's simulator, believed on the webhook's word alone, shown in the chat once, given back. */
@ResourceLock(value = Needs.CHAT, mode = ResourceAccessMode.READ)
@ResourceLock(value = Needs.PAYMENT, mode = ResourceAccessMode.READ)
@ResourceLock(value = Needs.NOTIFICATION, mode = ResourceAccessMode.READ)
class TipE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Person alice = Person.registered("alice");
    private final Payer bob = Payer.registered("bob");

    @Test
    void aPaidTipIsShownOnceOnEveryNodeAndStaysOnTop() {
        var stream = live();
        var first = Suite.running().process("chat-service").get("url").asText();
        var second = Suite.running().process("chat-service-2").get("url").asText();
        try (var hers = ChatClient.at(first, alice, stream);
                var his = ChatClient.at(second, bob.person(), stream)) {
            hers.await("welcome");
            his.await("welcome");
            var begun = bob.begin(stream, 1200, "JPY", "Well played");
            assertThat(begun.text("status")).isEqualTo("created");
            assertThat(bob.statusOf(begun.text("transaction_id"))).isEqualTo("created");

            var confirmed = bob.confirm(begun, "pm_card_visa");

            assertThat(confirmed.text("status")).as("%s", confirmed.body()).isEqualTo("succeeded");
            awaitStatus(bob, begun, "succeeded");
            List.of(hers, his).forEach(chat -> {
                var shown = chat.awaitComment("Well played");
                assertThat(shown.get("message_type").asText()).isEqualTo("superchat");
                assertThat(shown.get("amount").asLong()).isEqualTo(1200);
                assertThat(shown.get("currency").asText()).isEqualTo("JPY");
                assertThat(shown.get("tier").asInt()).isEqualTo(4);
                assertThat(Instant.parse(shown.get("pinned_until").asText())).isAfter(Instant.now());
                assertThat(shown.get("username").asText())
                        .isEqualTo(bob.person().username());
            });
            hers.say("and goes on", "c-after");
            List.of(hers, his).forEach(chat -> {
                chat.awaitComment("and goes on");
                assertThat(superchats(chat)).isEqualTo(1);
            });
            try (var late = ChatClient.join(alice, stream)) {
                assertThat(late.await("welcome").at("/superchats/0/id").asText())
                        .isEqualTo(begun.text("transaction_id"));
            }
            assertThat(Events.of("payment.tips", stream, 2, Duration.ofSeconds(5)))
                    .hasSize(1);
            assertThat(Events.matching(
                            Events.of("streams.chat", stream, 2, Duration.ofSeconds(15)),
                            event -> event.get("message_type").asText().equals("superchat")))
                    .hasSize(1);
        }
    }

    private static long superchats(ChatClient chat) {
        return chat.comments().stream()
                .filter(comment -> comment.get("message_type").asText().equals("superchat"))
                .count();
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_visa,succeeded",
        "pm_card_mastercard,succeeded",
        "pm_card_visa_chargeDeclined,failed",
        "pm_card_visa_chargeDeclinedInsufficientFunds,failed",
        "pm_card_chargeDeclinedExpiredCard,failed",
        "pm_card_chargeDeclinedProcessingError,failed",
        "pm_card_authenticationRequired,requires_action",
        "pm_card_threeDSecureRequired,requires_action",
        "pm_card_createDispute,disputed"
    })
    void eachTestCardEndsAsItSaysInTheListsOfBothSides(String card, String status) {
        var stream = live();
        var begun = bob.begin(stream, 500, "EUR", "with " + card);

        bob.confirm(begun, card);

        awaitStatus(bob, begun, status);
        var sent = bob.person().get("/api/transactions").body().get("items");
        var received = alice.get("/api/transactions?role=receiver").body().get("items");
        assertThat(statuses(sent)).containsEntry(begun.text("transaction_id"), status);
        assertThat(statuses(received)).containsEntry(begun.text("transaction_id"), status);
        assertThat(sent.toString()).doesNotContain("_secret_");
    }

    private static Map<String, String> statuses(JsonNode items) {
        var statuses = new HashMap<String, String>();
        items.forEach(item -> statuses.put(
                item.get("transaction_id").asText(), item.get("status").asText()));
        return statuses;
    }

    @Test
    void aChallengeDecidesAndADeclinedPaymentMayBeTriedWithAnotherCard() {
        var stream = live();
        var passed = bob.begin(stream, 500, "USD", "passed");
        var failed = bob.begin(stream, 500, "USD", "not passed");
        bob.answerChallenge(bob.confirm(passed, "pm_card_authenticationRequired"), true);
        bob.answerChallenge(bob.confirm(failed, "pm_card_authenticationRequired"), false);

        awaitStatus(bob, passed, "succeeded");
        awaitStatus(bob, failed, "failed");
        var again = bob.confirm(failed, "pm_card_visa");

        assertThat(again.text("status")).isEqualTo("succeeded");
        awaitStatus(bob, failed, "succeeded");
        try (var chat = ChatClient.join(alice, stream)) {
            chat.await("welcome");
            await().atMost(PATIENCE)
                    .until(() -> alice.get("/api/streams/" + stream + "/chat/messages")
                                    .body()
                                    .get("items")
                                    .size()
                            == 2);
        }
    }

    @Test
    void aRefundGivesBackOnceAndOnlyByWhoWasTipped() {
        var stream = live();
        var begun = bob.begin(stream, 5000, "USD", "too much");
        bob.confirm(begun, "pm_card_visa");
        awaitStatus(bob, begun, "succeeded");
        var path = "/api/transactions/" + begun.text("transaction_id") + "/refund";

        assertThat(bob.person().post(path, Map.of()).status()).isEqualTo(403);
        assertThat(Person.registered("eve").post(path, Map.of()).status()).isEqualTo(404);
        assertThat(Person.anonymous().post(path, Map.of()).status()).isEqualTo(401);
        var refunded = alice.post(path, Map.of());

        assertThat(refunded.status()).as("%s", refunded.body()).isEqualTo(200);
        awaitStatus(bob, begun, "refunded");
        var again = alice.post(path, Map.of());
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("NOT_REFUNDABLE");
        assertThat(Events.of("payment.refunded", stream, 2, Duration.ofSeconds(5)))
                .hasSize(1);
    }

    @Test
    void repeatingARequestBeginsNothingNewAndAKeyIsForOneRequest() {
        var stream = live();
        var tip = Map.of("stream_id", stream, "amount", 500, "currency", "JPY", "message", "same");

        var first = bob.ask(tip, "the-key");
        var second = bob.ask(tip, "the-key");
        var other = bob.ask(Map.of("stream_id", stream, "amount", 501, "currency", "JPY"), "the-key");
        var somebodyElses = Payer.registered("dora").ask(tip, "the-key");

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(somebodyElses.text("transaction_id")).isNotBlank().isNotEqualTo(first.text("transaction_id"));
        assertThat(bob.person().get("/api/transactions").body().get("items")).hasSize(1);
    }

    @Test
    void whatCannotBeATipIsRefusedAndLeavesNothing() {
        var stream = live();
        var ok = Map.<String, Object>of("stream_id", stream, "amount", 500, "currency", "JPY");

        refused(bob.ask(ok, null), 400, "VALIDATION_FAILED");
        refused(bob.ask(with(ok, "amount", 49), "k1"), 400, "VALIDATION_FAILED");
        refused(bob.ask(with(ok, "amount", 100_000_000), "k2"), 400, "VALIDATION_FAILED");
        refused(bob.ask(with(ok, "amount", -500), "k3"), 400, "VALIDATION_FAILED");
        assertThat(bob.ask(with(ok, "amount", 5.5), "k4").status()).isEqualTo(400);
        assertThat(bob.ask(with(ok, "amount", "a lot"), "k5").status()).isEqualTo(400);
        refused(bob.ask(with(ok, "currency", "XBT"), "k6"), 400, "VALIDATION_FAILED");
        refused(bob.ask(with(ok, "message", "x".repeat(201)), "k7"), 400, "VALIDATION_FAILED");
        refused(bob.ask(with(ok, "stream_id", "no-uuid"), "k8"), 400, "VALIDATION_FAILED");
        refused(bob.ask(with(ok, "stream_id", UUID.randomUUID().toString()), "k9"), 404, "NOT_FOUND");
        refused(bob.ask("{\"stream_id\":", "k10"), 400, "MALFORMED_REQUEST");
        refused(alice.send("POST", "/api/transactions", ok, Map.of("Idempotency-Key", "k11")), 403, "OWN_STREAM");
        refused(
                Person.anonymous().send("POST", "/api/transactions", ok, Map.of("Idempotency-Key", "k12")),
                401,
                "UNAUTHENTICATED");

        assertThat(bob.person().get("/api/transactions").body().get("items")).isEmpty();
        assertThat(alice.get("/api/transactions").body().get("items")).isEmpty();
    }

    private static Map<String, Object> with(Map<String, Object> tip, String field, Object value) {
        var changed = new HashMap<>(tip);
        changed.put(field, value);
        return changed;
    }

    private static void refused(Person.Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.code()).as("%s", answer.body()).isEqualTo(code);
    }

    @Test
    void aForgedWebhookIsRefusedAndMovesNothing() {
        var stream = live();
        var begun = bob.begin(stream, 500, "JPY", "never paid");
        var event = """
                {"id": "evt_forged_%d", "object": "event", "type": "payment_intent.succeeded", "created": %d, "data": {"object":
                {"id": "%s", "object": "payment_intent", "status": "succeeded", "amount": 500, "amount_received": 500,
                "currency": "jpy", "metadata": {"tenant": "localhost", "transaction_id": "%s"}}}}
                """.formatted(
                System.nanoTime(), Instant.now().getEpochSecond(), Payer.intent(begun), begun.text("transaction_id"));
        var now = Instant.now().getEpochSecond();
        var somebody = Person.anonymous();

        for (var signature : new String[] {
            "t=%d,v1=%s".formatted(now, "0".repeat(64)),
            "t=%d,v1=".formatted(now),
            "v1=%s".formatted("0".repeat(64)),
            "nonsense",
            ""
        }) {
            var answer = somebody.send("POST", "/api/webhooks/stripe", event, Map.of("Stripe-Signature", signature));
            assertThat(answer.status()).as(signature).isEqualTo(400);
        }
        assertThat(somebody.post("/api/webhooks/stripe", event).status()).isEqualTo(400);

        assertThat(bob.statusOf(begun.text("transaction_id"))).isEqualTo("created");
        assertThat(alice.get("/api/streams/" + stream + "/chat/messages").body().get("items"))
                .isEmpty();
    }

    private String live() {
        return alice.post("/api/streams", Map.of("title", "Tip me")).text("stream_id");
    }

    private static void awaitStatus(Payer payer, Person.Answer begun, String status) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(payer.statusOf(begun.text("transaction_id"))).isEqualTo(status));
    }
}
