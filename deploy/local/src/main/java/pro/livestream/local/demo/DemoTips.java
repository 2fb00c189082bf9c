package pro.livestream.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A generous viewer: a tip every minute or so, confirmed at the payment provider as a browser does. */
final class DemoTips {
    private static final List<String> WORDS =
            List.of("Keep those bars coming!", "For the tone generator.", "Best counter in town.", "More of this!");
    private static final int FIRST_AFTER_S = 8;
    private static final int PAUSE_MIN_S = 40;
    private static final int PAUSE_MAX_S = 90;
    private static final int AMOUNT_MIN = 2;
    private static final int AMOUNT_MAX = 60;
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final Actor viewer;
    private final String streamId;
    private final CountDownLatch end;

    DemoTips(Actor viewer, String streamId, CountDownLatch end) {
        this.viewer = viewer;
        this.streamId = streamId;
        this.end = end;
    }

    /** Nothing happens where no payments are taken, or where they would cost real money. */
    void start() {
        var checkout = viewer.api().get("/api/transactions/config");
        var testKey = checkout.body().path("publishable_key").asText().startsWith("pk_test_");
        if (checkout.status() == OK && testKey) {
            Thread.ofVirtual().name("demo-tips").start(() -> stay(checkout.body()));
        }
    }

    private void stay(JsonNode checkout) {
        try {
            var pause = FIRST_AFTER_S;
            while (!end.await(pause, TimeUnit.SECONDS)) {
                tip(checkout);
                pause = ThreadLocalRandom.current().nextInt(PAUSE_MIN_S, PAUSE_MAX_S);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tip(JsonNode checkout) {
        var random = ThreadLocalRandom.current();
        var draft = Map.of(
                "stream_id",
                streamId,
                "amount",
                100 * random.nextInt(AMOUNT_MIN, AMOUNT_MAX),
                "currency",
                "EUR",
                "message",
                WORDS.get(random.nextInt(WORDS.size())));
        var begun = viewer.api()
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post("/api/transactions", draft);
        if (begun.status() != CREATED) {
            return;
        }
        var secret = begun.body().path("client_secret").asText();
        new Api(checkout.path("api_base").asText())
                .as(checkout.path("publishable_key").asText())
                .postForm(
                        "/v1/payment_intents/" + secret.split("_secret_", 2)[0] + "/confirm",
                        Map.of("client_secret", secret, "payment_method", "pm_card_visa"));
    }
}
