package pro.livestream.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
@QuarkusTestResource(StripeForTests.class)
class TipComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    DataSource dataSource;

    @Inject
    EventSender sender;

    @BeforeEach
    void ready() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        Payer.holdWebhooks(false);
    }

    @Test
    void becomesASuccessWithItsEntriesAndItsEventByTheWebhook() {
        var payer = Payer.any();
        var tip = payer.begin(1_000, "JPY");
        payer.show(tip).body("status", equalTo("created"));

        payer.confirm(tip, "pm_card_visa").then().statusCode(200).body("status", equalTo("succeeded"));

        payer.awaitStatus(tip, "succeeded");
        payer.show(tip)
                .body("amount", equalTo(1_000))
                .body("currency", equalTo("JPY"))
                .body("fee", equalTo(50))
                .body("failure_code", nullValue());
        assertThat(new Books(dataSource).balances(tip.transactionId()))
                .isEqualTo(Map.of("provider:stripe", 1_000L, "platform:fees", -50L, "broadcaster", -950L));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Books.records("payment.tips", tip.transactionId()))
                        .singleElement()
                        .asString()
                        .contains("\"event_type\":\"payment_tip\"", "\"amount\":1000", "\"message\":\"Great show\""));
    }

    @Test
    void answersARepeatedKeyAsTheFirstTimeAndRefusesItForAnotherTip() {
        var payer = Payer.any();
        var key = UUID.randomUUID().toString();
        var first = payer.tip(key, Payer.body(500, "EUR"));

        var again = payer.tip(key, Payer.body(500, "EUR"));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asString()).isEqualTo(first.asString());
        payer.tip(key, Payer.body(501, "EUR")).then().statusCode(422).body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        given().header("Authorization", "Bearer " + payer.token())
                .get("/api/transactions")
                .then()
                .body("items.size()", equalTo(1));
    }

    @Test
    void refusesWhatIsNoTip() {
        var payer = Payer.any();
        given().header("Authorization", "Bearer " + payer.token())
                .contentType("application/json")
                .body(Payer.body(500, "EUR"))
                .post("/api/transactions")
                .then()
                .statusCode(400)
                .body("details.field", hasItem("Idempotency-Key"));
        payer.tip("k1", Payer.body(49, "JPY")).then().statusCode(400).body("details.field", hasItem("amount"));
        payer.tip("k2", Payer.body(500, "XYZ")).then().statusCode(400).body("details.field", hasItem("currency"));
        var text = Payer.body(500, "EUR");
        text.put("amount", "500");
        payer.tip("k3", text).then().statusCode(400).body("details.field", hasItem("amount"));
        var fraction = Payer.body(500, "EUR");
        fraction.put("amount", 5.5);
        payer.tip("k4", fraction).then().statusCode(400).body("details.field", hasItem("amount"));
        var nowhere = Payer.body(500, "EUR");
        nowhere.put("stream_id", UUID.randomUUID().toString());
        payer.tip("k5", nowhere).then().statusCode(404).body("code", equalTo("NOT_FOUND"));
        new Payer("bob")
                .tip("k6", Payer.body(500, "EUR"))
                .then()
                .statusCode(403)
                .body("code", equalTo("OWN_STREAM"));
        given().contentType("application/json")
                .header("Idempotency-Key", "k7")
                .body(Payer.body(500, "EUR"))
                .post("/api/transactions")
                .then()
                .statusCode(401);
    }

    @Test
    void boundsHowManyTipsOnePersonBegins() {
        var payer = Payer.any();
        for (var tip = 0; tip < StripeForTests.VELOCITY_MAX; tip++) {
            payer.begin(500, "EUR");
        }

        payer.tip("one more", Payer.body(500, "EUR")).then().statusCode(429).header("Retry-After", equalTo("60"));
    }

    @Test
    void failsByADeclineAndSucceedsWithAnotherCard() {
        var payer = Payer.any();
        var tip = payer.begin(500, "USD");

        payer.confirm(tip, "pm_card_chargeDeclinedInsufficientFunds")
                .then()
                .statusCode(402)
                .body("error.decline_code", equalTo("insufficient_funds"));
        payer.awaitStatus(tip, "failed");
        payer.show(tip).body("failure_code", equalTo("insufficient_funds"));
        assertThat(new Books(dataSource).balances(tip.transactionId())).isEmpty();

        payer.confirm(tip, "pm_card_mastercard").then().statusCode(200);
        payer.awaitStatus(tip, "succeeded");
    }

    @Test
    void waitsForTheBanksChallenge() {
        var payer = Payer.any();
        var tip = payer.begin(500, "USD");

        String url = payer.confirm(tip, "pm_card_threeDSecure2Required")
                .then()
                .statusCode(200)
                .body("status", equalTo("requires_action"))
                .extract()
                .path("next_action.redirect_to_url.url");
        payer.awaitStatus(tip, "requires_action");

        given().formParam("outcome", "complete").post(url).then().statusCode(200);
        payer.awaitStatus(tip, "succeeded");
    }

    @Test
    void isDisputedByThePayersBank() {
        var payer = Payer.any();
        var tip = payer.begin(800, "USD");

        payer.confirm(tip, "pm_card_createDispute").then().statusCode(200);

        payer.awaitStatus(tip, "disputed");
        assertThat(new Books(dataSource).balances(tip.transactionId()).values()).containsOnly(0L);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(Books.records("payment.tips", tip.transactionId())).hasSize(1);
            assertThat(Books.records("payment.disputed", tip.transactionId())).hasSize(1);
        });
        Payer.refund(tip, TestIdentity.userToken("bob")).then().statusCode(409);
    }

    @Test
    void isGivenBackByTheBroadcasterOnce() {
        var payer = Payer.any();
        var tip = payer.begin(700, "USD");
        Payer.refund(tip, TestIdentity.userToken("bob")).then().statusCode(409).body("code", equalTo("NOT_REFUNDABLE"));
        payer.confirm(tip, "pm_card_visa").then().statusCode(200);
        payer.awaitStatus(tip, "succeeded");

        Payer.refund(tip, payer.token()).then().statusCode(403);
        Payer.refund(tip, TestIdentity.userToken("somebody")).then().statusCode(404);
        Payer.refund(tip, TestIdentity.userToken("bob"))
                .then()
                .statusCode(200)
                .body("status", equalTo("refunded"))
                .body("refunded_amount", equalTo(700));
        Payer.refund(tip, TestIdentity.userToken("bob")).then().statusCode(409);

        assertThat(new Books(dataSource).balances(tip.transactionId()).values()).containsOnly(0L);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Books.records("payment.refunded", tip.transactionId()))
                        .hasSize(1));
    }

    @Test
    void isGivenBackByAnAdministrator() {
        var payer = Payer.any();
        var tip = payer.begin(700, "USD");
        payer.confirm(tip, "pm_card_visa").then().statusCode(200);
        payer.awaitStatus(tip, "succeeded");

        Payer.refund(tip, TestIdentity.adminToken("root"))
                .then()
                .statusCode(200)
                .body("status", equalTo("refunded"));
    }

    @Test
    void forgetsTheNameAndWordsOfWhoHasLeftAndKeepsTheAmounts() {
        var payer = Payer.any();
        var tip = payer.begin(700, "USD");
        payer.confirm(tip, "pm_card_visa").then().statusCode(200);
        payer.awaitStatus(tip, "succeeded");
        var before = new Books(dataSource).balances(tip.transactionId());

        sender.send(new ProducerRecord<>(
                        "users.profile",
                        null,
                        TestIdentity.userId(payer.name()).toString(),
                        null,
                        new RecordHeaders()
                                .add(CloudEventHeaders.TENANT, TestIdentity.TENANT.getBytes(StandardCharsets.UTF_8))))
                .await()
                .indefinitely();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        payer.show(tip).body("sender_username", equalTo("")).body("message", nullValue()));
        payer.show(tip).body("amount", equalTo(700)).body("status", equalTo("succeeded"));
        assertThat(new Books(dataSource).balances(tip.transactionId())).isEqualTo(before);
    }

    @Test
    void isShownToItsTwoSidesOnlyAndListedInPages() {
        var payer = Payer.any();
        var tips = new HashSet<String>();
        for (var count = 0; count < 3; count++) {
            tips.add(payer.begin(500, "EUR").transactionId());
        }

        var first = given().header("Authorization", "Bearer " + payer.token())
                .queryParam("limit", 2)
                .get("/api/transactions?role=sender")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(2))
                .extract();
        String last = given().header("Authorization", "Bearer " + payer.token())
                .queryParam("limit", 2)
                .queryParam("cursor", (String) first.path("next_cursor"))
                .get("/api/transactions")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("next_cursor", nullValue())
                .extract()
                .path("items[0].transaction_id");
        var seen = new HashSet<String>(first.<java.util.List<String>>path("items.transaction_id"));
        seen.add(last);
        assertThat(seen).isEqualTo(tips);
        given().header("Authorization", "Bearer " + TestIdentity.userToken("bob"))
                .queryParam("limit", 100)
                .get("/api/transactions?role=receiver")
                .then()
                .statusCode(200)
                .body("items.transaction_id", hasItem(last));
        given().header("Authorization", "Bearer " + TestIdentity.userToken("somebody"))
                .get("/api/transactions/" + last)
                .then()
                .statusCode(404);
        given().header("Authorization", "Bearer " + TestIdentity.userToken(payer.name(), "other", "user"))
                .get("/api/transactions/" + last)
                .then()
                .statusCode(404);
        given().header("Authorization", "Bearer " + payer.token())
                .get("/api/transactions?role=thief")
                .then()
                .statusCode(400);
    }

    @Test
    void tellsAPageWithWhatToConfirm() {
        given().header("Authorization", "Bearer " + Payer.any().token())
                .get("/api/transactions/config")
                .then()
                .statusCode(200)
                .body("publishable_key", startsWith("pk_test_"))
                .body("api_base", equalTo(Payer.stripe()))
                .body("currencies.find { it.code == 'JPY' }.decimals", equalTo(0))
                .body("currencies.find { it.code == 'JPY' }.amount_min", equalTo(50));
    }
}
