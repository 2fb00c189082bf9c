package pro.livestream.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.stripe.net.Webhook;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import pro.livestream.local.testing.TestIdentity;

/** Somebody who tips, with a browser that confirms at Stripe. */
record Payer(String name) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A tip that was begun. */
    record Begun(String transactionId, String clientSecret) {
        String paymentIntent() {
            return clientSecret.substring(0, clientSecret.indexOf("_secret_"));
        }
    }

    static Payer any() {
        return new Payer("payer-" + UUID.randomUUID());
    }

    String token() {
        return TestIdentity.userToken(name);
    }

    Response tip(String key, Map<String, Object> body) {
        return given().header("Authorization", "Bearer " + token())
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/api/transactions");
    }

    static Map<String, Object> body(long amount, String currency) {
        var body = new HashMap<String, Object>();
        body.put("stream_id", StripeForTests.streamOf("bob").toString());
        body.put("amount", amount);
        body.put("currency", currency);
        body.put("message", "Great show");
        return body;
    }

    Begun begin(long amount, String currency) {
        var answer = tip(UUID.randomUUID().toString(), body(amount, currency));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return new Begun(answer.path("transaction_id"), answer.path("client_secret"));
    }

    Response confirm(Begun tip, String card) {
        return given().header("Authorization", "Bearer " + StripeForTests.PUBLISHABLE_KEY)
                .formParam("client_secret", tip.clientSecret())
                .formParam("payment_method", card)
                .post(stripe() + "/v1/payment_intents/" + tip.paymentIntent() + "/confirm");
    }

    ValidatableResponse show(Begun tip) {
        return given().header("Authorization", "Bearer " + token())
                .get("/api/transactions/" + tip.transactionId())
                .then()
                .statusCode(200);
    }

    void awaitStatus(Begun tip, String status) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat((String) show(tip).extract().path("status")).isEqualTo(status));
    }

    static Response refund(Begun tip, String token) {
        return given().header("Authorization", "Bearer " + token)
                .post("/api/transactions/" + tip.transactionId() + "/refund");
    }

    static void holdWebhooks(boolean hold) {
        given().post(stripe() + "/_simulator/webhooks/" + (hold ? "hold" : "release"))
                .then()
                .statusCode(200);
    }

    /** A webhook as Stripe would sign it at that time. */
    static Response webhook(String payload, String secret, Instant signedAt) {
        try {
            var signature = Webhook.Signature.generateSignatureHeader(payload, secret, signedAt.getEpochSecond());
            return given().header("Stripe-Signature", signature)
                    .contentType("application/json")
                    .body(payload)
                    .post("/api/webhooks/stripe");
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Response webhook(String payload) {
        return webhook(payload, StripeForTests.WEBHOOK_SECRET, Instant.now());
    }

    static String stripe() {
        return ConfigProvider.getConfig().getValue("STRIPE_API_BASE", String.class);
    }
}
