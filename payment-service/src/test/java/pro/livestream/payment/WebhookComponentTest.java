package pro.livestream.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
@QuarkusTestResource(StripeForTests.class)
class WebhookComponentTest {

    @Inject
    DataSource dataSource;

    @BeforeEach
    void ready() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @AfterEach
    void release() {
        Payer.holdWebhooks(false);
    }

    @Test
    void refusesWhatStripeDidNotSignRecently() {
        var payload = "{\"id\":\"evt_1\",\"type\":\"payment_intent.succeeded\",\"created\":1,\"data\":{\"object\":{}}}";

        Payer.webhook(payload, "whsec_of_a_thief", Instant.now())
                .then()
                .statusCode(400)
                .body("code", equalTo("MALFORMED_REQUEST"));
        Payer.webhook(payload, StripeForTests.WEBHOOK_SECRET, Instant.now().minusSeconds(400))
                .then()
                .statusCode(400);
        Payer.webhook(payload, StripeForTests.WEBHOOK_SECRET, Instant.now().plusSeconds(900))
                .then()
                .statusCode(400);
        given().contentType("application/json")
                .body(payload)
                .post("/api/webhooks/stripe")
                .then()
                .statusCode(400);
        Payer.webhook("no event at all").then().statusCode(400);
    }

    @Test
    void acceptsWithoutDoingAnythingWhatDoesNotConcernIt() {
        Payer.webhook("{\"id\":\"evt_2\",\"type\":\"customer.created\",\"created\":1,\"data\":{\"object\":{}}}")
                .then()
                .statusCode(200);
    }

    @Test
    void countsATipOnceHoweverOftenAndInWhateverOrderItIsTold() {
        Payer.holdWebhooks(true);
        var payer = Payer.any();
        var tip = payer.begin(900, "EUR");
        var refunded = chargeRefunded(tip, 900);
        var succeeded = succeeded(tip, 900, "eur");

        for (var round = 0; round < 3; round++) {
            Payer.webhook(refunded).then().statusCode(200);
            Payer.webhook(succeeded).then().statusCode(200);
        }
        payer.awaitStatus(tip, "refunded");
        Payer.webhook(succeeded(tip, 900, "eur")).then().statusCode(200);

        var books = new Books(dataSource);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(Books.records("payment.tips", tip.transactionId())).hasSize(1);
            assertThat(Books.records("payment.refunded", tip.transactionId())).hasSize(1);
        });
        assertThat(books.count("t_localhost.ledger_postings where transaction_id", tip.transactionId()))
                .isEqualTo(2);
        assertThat(books.balances(tip.transactionId()).values()).containsOnly(0L);
    }

    @Test
    void doesNotBelieveASuccessOfAnotherAmount() {
        Payer.holdWebhooks(true);
        var payer = Payer.any();
        var tip = payer.begin(900, "EUR");

        Payer.webhook(succeeded(tip, 90_000, "eur")).then().statusCode(200);
        Payer.webhook(succeeded(tip, 900, "eur").replace(tip.paymentIntent(), "pi_of_another"))
                .then()
                .statusCode(200);
        Payer.webhook(requiresAction(tip)).then().statusCode(200);

        payer.awaitStatus(tip, "requires_action");
        assertThat(new Books(dataSource).balances(tip.transactionId())).isEmpty();
    }

    @Test
    void asksStripeWhichOfTwoMessagesOfOneSecondIsTheLater() {
        Payer.holdWebhooks(true);
        var payer = Payer.any();
        var tip = payer.begin(900, "EUR");
        String challenge = payer.confirm(tip, "pm_card_authenticationRequired").path("next_action.redirect_to_url.url");
        given().formParam("outcome", "fail").post(challenge).then().statusCode(200);
        var second = Instant.now().getEpochSecond();
        var failed = event("payment_intent.payment_failed", second, """
            {"id":"%s","object":"payment_intent","metadata":%s,"last_payment_error":{"code":"refused"}}\
            """.formatted(tip.paymentIntent(), metadata(tip)));

        Payer.webhook(failed).then().statusCode(200);
        Payer.webhook(requiresAction(tip, second)).then().statusCode(200);

        var books = new Books(dataSource);
        await().until(() -> books.waiting(tip.paymentIntent()) == 0);
        payer.show(tip)
                .body("status", equalTo("failed"))
                .body("failure_code", equalTo("payment_intent_authentication_failure"));
    }

    @Test
    void asksStripeWhereTheWebhookIsLost() {
        Payer.holdWebhooks(true);
        var payer = Payer.any();
        var tip = payer.begin(900, "EUR");
        payer.confirm(tip, "pm_card_visa").then().statusCode(200);
        payer.show(tip).body("status", equalTo("created"));

        payer.awaitStatus(tip, "succeeded");
    }

    @Test
    void readsStripesListOfEventsForWhatIsLostLater() {
        var payer = Payer.any();
        var tip = payer.begin(900, "EUR");
        payer.confirm(tip, "pm_card_visa").then().statusCode(200);
        payer.awaitStatus(tip, "succeeded");
        Payer.holdWebhooks(true);

        given().header("Authorization", "Bearer " + StripeForTests.SECRET_KEY)
                .formParam("payment_intent", tip.paymentIntent())
                .formParam("amount", 300)
                .post(Payer.stripe() + "/v1/refunds")
                .then()
                .statusCode(200);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        payer.show(tip).body("refunded_amount", equalTo(300)).body("status", equalTo("succeeded")));
    }

    @Test
    void keepsALedgerThatPostgresqlGuards() {
        var payer = Payer.any();
        var tip = payer.begin(900, "EUR");
        payer.confirm(tip, "pm_card_visa").then().statusCode(200);
        payer.awaitStatus(tip, "succeeded");
        var books = new Books(dataSource);
        var id = tip.transactionId();
        var posting = UUID.randomUUID();

        assertThat(books.refusal(
                        "insert into ledger_postings values ('%s', '%s', 'refund', 'x')".formatted(posting, id),
                        entry(posting, id, 5, "EUR"),
                        entry(posting, id, -4, "EUR")))
                .contains("does not sum to zero");
        assertThat(books.refusal(
                        "insert into ledger_postings values ('%s', '%s', 'refund', 'x')".formatted(posting, id),
                        entry(posting, id, 5, "USD")))
                .contains("does not fit");
        assertThat(books.refusal(
                        "update ledger_entries set amount = amount + 1 where transaction_id = '%s'".formatted(id)))
                .contains("never changed");
        assertThat(books.refusal("delete from ledger_entries where transaction_id = '%s'".formatted(id)))
                .contains("never changed");
        assertThat(books.refusal("truncate ledger_entries")).contains("never changed");
        assertThat(books.refusal(
                        "update transactions set status = 'created' where transaction_id = '%s'".formatted(id)))
                .contains("disagree");
        assertThat(books.refusal(
                        "insert into ledger_postings values ('%s', '%s', 'tip', 'tip')".formatted(posting, id)))
                .contains("duplicate key");
    }

    private static String entry(UUID posting, String transaction, long amount, String currency) {
        return "insert into ledger_entries values ('%s', '%s', '%s', 'platform:fees', %d, '%s')"
                .formatted(UUID.randomUUID(), posting, transaction, amount, currency);
    }

    private static String succeeded(Payer.Begun tip, long amount, String currency) {
        return event("payment_intent.succeeded", """
            {"id":"%s","object":"payment_intent","amount_received":%d,"currency":"%s","metadata":%s}\
            """.formatted(tip.paymentIntent(), amount, currency, metadata(tip)));
    }

    private static String requiresAction(Payer.Begun tip) {
        return requiresAction(tip, Instant.now().getEpochSecond());
    }

    private static String requiresAction(Payer.Begun tip, long second) {
        return event("payment_intent.requires_action", second, """
            {"id":"%s","object":"payment_intent","metadata":%s}\
            """.formatted(tip.paymentIntent(), metadata(tip)));
    }

    private static String chargeRefunded(Payer.Begun tip, long amount) {
        return event("charge.refunded", """
            {"id":"ch_1","object":"charge","payment_intent":"%s","amount_refunded":%d,"metadata":{}}\
            """.formatted(tip.paymentIntent(), amount));
    }

    private static String metadata(Payer.Begun tip) {
        return "{\"tenant\":\"localhost\",\"transaction_id\":\"%s\"}".formatted(tip.transactionId());
    }

    private static String event(String type, String object) {
        return event(type, Instant.now().getEpochSecond(), object);
    }

    private static String event(String type, long second, String object) {
        return "{\"id\":\"evt_%s\",\"object\":\"event\",\"api_version\":\"2026-07-29.dahlia\",\"created\":%d,\"type\":\"%s\",\"data\":{\"object\":%s}}"
                .formatted(UUID.randomUUID(), second, type, object);
    }
}
