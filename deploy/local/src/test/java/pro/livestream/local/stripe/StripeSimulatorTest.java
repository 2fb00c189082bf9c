package pro.livestream.local.stripe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StripeSimulatorTest {
    private static final String SECRET = "sk_test_1";
    private static final String PUBLISHABLE = "pk_test_1";
    private static final String WEBHOOK = "whsec_1";

    @TempDir
    Path folder;

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private HttpServer listener;
    private final AtomicInteger refuse = new AtomicInteger();
    private StripeSimulator stripe;

    /** One message as it arrived. */
    record Delivery(String signature, String payload, JsonNode event) {}

    /** An answer. */
    record Answer(int status, JsonNode body, HttpResponse<String> whole) {}

    @BeforeEach
    void start() throws Exception {
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/hook", exchange -> {
            var payload = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var refused = refuse.getAndDecrement() > 0;
            if (!refused) {
                deliveries.add(new Delivery(
                        exchange.getRequestHeaders().getFirst("Stripe-Signature"),
                        payload,
                        new ObjectMapper().readTree(payload)));
            }
            exchange.sendResponseHeaders(refused ? 500 : 200, -1);
            exchange.close();
        });
        listener.start();
        stripe = open();
    }

    @AfterEach
    void stop() {
        stripe.close();
        listener.stop(0);
    }

    @Test
    void chargesACardAndTellsTheWebhookSigned() throws Exception {
        var intent = create("amount=1500&currency=eur&metadata[tenant]=localhost");

        var confirmed = confirm(intent, "pm_card_visa");

        assertEquals("succeeded", confirmed.body().path("status").asText());
        var told = await("payment_intent.succeeded");
        assertEquals(
                "localhost", told.event().at("/data/object/metadata/tenant").asText());
        assertEquals(expectedSignature(told), told.signature().replaceFirst(".*v1=", ""));
    }

    @Test
    void hidesFromBrowsersWhatIsNotTheirs() throws Exception {
        var intent = create("amount=1500&currency=eur&metadata[tenant]=localhost");
        var id = intent.path("id").asText();

        assertEquals(
                401,
                call("POST", "/v1/refunds", PUBLISHABLE, "payment_intent=" + id, null)
                        .status());
        assertEquals(401, call("GET", "/v1/events", PUBLISHABLE, "", null).status());
        assertEquals(
                401,
                call("GET", "/v1/payment_intents/" + id, "sk_test_other", "", null)
                        .status());
        assertEquals(
                400,
                call(
                                "POST",
                                "/v1/payment_intents/" + id + "/confirm",
                                PUBLISHABLE,
                                "client_secret=x&payment_method=pm_card_visa",
                                null)
                        .status());
        assertTrue(confirm(intent, "pm_card_visa").body().path("metadata").isMissingNode());
    }

    @Test
    void declinesAndLetsThePayerTryAgain() throws Exception {
        var intent = create("amount=1500&currency=eur");

        var declined = confirm(intent, "pm_card_visa_chargeDeclined");

        assertEquals(402, declined.status());
        assertEquals("card_declined", declined.body().at("/error/code").asText());
        assertEquals(
                "requires_payment_method",
                declined.body().at("/error/payment_intent/status").asText());
        await("payment_intent.payment_failed");
        assertEquals(200, confirm(intent, "pm_card_visa").status());
        assertEquals(400, confirm(intent, "pm_card_visa").status());
    }

    @Test
    void challengesThePayerOnAPage() throws Exception {
        var intent = create("amount=1500&currency=eur");
        var url = confirm(intent, "pm_card_authenticationRequired")
                .body()
                .at("/next_action/redirect_to_url/url")
                .asText();

        var page = send(HttpRequest.newBuilder(URI.create(url)).GET().build());
        assertTrue(page.body().contains("Complete authentication"));
        send(HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofString("outcome=complete"))
                .build());

        assertEquals("succeeded", read(intent).path("status").asText());
    }

    @Test
    void failsThePaymentWithTheChallenge() throws Exception {
        var intent = create("amount=1500&currency=eur");
        var url = confirm(intent, "pm_card_authenticationRequired")
                .body()
                .at("/next_action/redirect_to_url/url")
                .asText();

        send(HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofString("outcome=fail"))
                .build());

        assertEquals("requires_payment_method", read(intent).path("status").asText());
        assertEquals(
                "payment_intent_authentication_failure",
                read(intent).at("/last_payment_error/code").asText());
    }

    @Test
    void refundsNoMoreThanWasPaid() throws Exception {
        var intent = create("amount=1500&currency=eur");
        var pay = "payment_intent=" + intent.path("id").asText();
        assertEquals(400, call("POST", "/v1/refunds", SECRET, pay, null).status());
        confirm(intent, "pm_card_visa");

        assertEquals(
                200,
                call("POST", "/v1/refunds", SECRET, pay + "&amount=1000", null).status());
        assertEquals(
                400,
                call("POST", "/v1/refunds", SECRET, pay + "&amount=501", null).status());
        assertEquals(200, call("POST", "/v1/refunds", SECRET, pay, null).status());
        assertEquals(
                "charge_already_refunded",
                call("POST", "/v1/refunds", SECRET, pay, null)
                        .body()
                        .at("/error/code")
                        .asText());
    }

    @Test
    void disputesAndDecidesByTheEvidence() throws Exception {
        var intent = create("amount=1500&currency=eur");
        confirm(intent, "pm_card_createDispute");
        var dispute =
                await("charge.dispute.created").event().at("/data/object/id").asText();

        call(
                "POST",
                "/v1/disputes/" + dispute,
                SECRET,
                "evidence[uncategorized_text]=winning_evidence&submit=true",
                null);

        assertEquals(
                "won",
                await("charge.dispute.closed").event().at("/data/object/status").asText());
    }

    @Test
    void answersARepeatedKeyAsTheFirstTime() throws Exception {
        var first = call("POST", "/v1/payment_intents", SECRET, "amount=1500&currency=eur", "key-1");
        var again = call("POST", "/v1/payment_intents", SECRET, "currency=eur&amount=1500", "key-1");
        var other = call("POST", "/v1/payment_intents", SECRET, "amount=1501&currency=eur", "key-1");

        assertEquals(first.body(), again.body());
        assertEquals(
                "true",
                again.whole().headers().firstValue("Idempotent-Replayed").orElse(""));
        assertEquals("idempotency_error", other.body().at("/error/type").asText());
        assertNotEquals(
                first.body().path("id"), create("amount=1500&currency=eur").path("id"));
    }

    @Test
    void deliversAgainWhatWasRefusedAndKeepsEverythingOverARestart() throws Exception {
        refuse.set(2);
        var intent = create("amount=1500&currency=eur");
        stripe.close();

        stripe = open();

        await("payment_intent.created");
        assertEquals(intent, read(intent));
        assertEquals(200, confirm(intent, "pm_card_visa").status());
        var events = call("GET", "/v1/events?types[0]=payment_intent.succeeded", SECRET, "", null)
                .body();
        assertEquals(1, events.path("data").size());
    }

    @Test
    void letsAnyPageCallIt() throws Exception {
        var preflight = send(HttpRequest.newBuilder(URI.create(stripe.url() + "/v1/payment_intents/pi_1/confirm"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build());

        assertEquals(204, preflight.statusCode());
        assertEquals(
                "*",
                preflight.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
    }

    private StripeSimulator open() {
        var hook = "http://127.0.0.1:" + listener.getAddress().getPort() + "/hook";
        return StripeSimulator.start(new StripeSimulator.Options(folder, 0, SECRET, PUBLISHABLE, WEBHOOK, hook));
    }

    private JsonNode create(String body) throws Exception {
        var answer = call("POST", "/v1/payment_intents", SECRET, body, null);
        assertEquals(200, answer.status(), answer.whole().body());
        return answer.body();
    }

    private JsonNode read(JsonNode intent) throws Exception {
        return call("GET", "/v1/payment_intents/" + intent.path("id").asText(), SECRET, "", null)
                .body();
    }

    private Answer confirm(JsonNode intent, String card) throws Exception {
        return call(
                "POST",
                "/v1/payment_intents/" + intent.path("id").asText() + "/confirm",
                PUBLISHABLE,
                "client_secret=" + intent.path("client_secret").asText() + "&payment_method=" + card,
                null);
    }

    private Answer call(String method, String path, String key, String body, @Nullable String idempotencyKey)
            throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create(stripe.url() + path.replace("[", "%5B").replace("]", "%5D")))
                .header("Authorization", "Bearer " + key)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        var answer = send(request.build());
        return new Answer(answer.statusCode(), new ObjectMapper().readTree(answer.body()), answer);
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private Delivery await(String type) throws InterruptedException {
        while (true) {
            var delivery = deliveries.poll(20, TimeUnit.SECONDS);
            if (delivery == null) {
                throw new AssertionError("no " + type);
            }
            if (delivery.event().path("type").asText().equals(type)) {
                return delivery;
            }
        }
    }

    private static String expectedSignature(Delivery delivery) throws Exception {
        var seconds = delivery.signature().replaceFirst("t=(\\d+),.*", "$1");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(WEBHOOK.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of()
                .formatHex(mac.doFinal((seconds + "." + delivery.payload()).getBytes(StandardCharsets.UTF_8)));
    }
}
