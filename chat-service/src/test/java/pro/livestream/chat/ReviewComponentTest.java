package pro.livestream.chat;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenants;

@QuarkusTest
@TestProfile(ModerationProfile.class)
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class ReviewComponentTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SECRET = "a-secret-of-sixteen-and-more";

    @Inject
    EventSender events;

    @Inject
    Tenants tenants;

    @Inject
    MeterRegistry metrics;

    private LiveRoom room = new LiveRoom(new UUID(0, 0), "");
    private Reviewer reviewer = new Reviewer();

    /** A reviewer of another company: decides by what the message says. */
    private static final class Reviewer implements AutoCloseable {
        private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
        private final List<String> signatures = new CopyOnWriteArrayList<>();
        private final List<String> bodies = new CopyOnWriteArrayList<>();
        private final HttpServer server;

        private Reviewer() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/review", this::review);
            server.createContext("/elsewhere", exchange -> answer(exchange, 200, "{\"action\":\"allow\"}"));
            server.start();
        }

        private String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/review?of=chat";
        }

        private void review(HttpExchange exchange) throws IOException {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var question = MAPPER.readTree(body);
            asked.add(question);
            bodies.add(body);
            signatures.add(exchange.getRequestHeaders().getFirst("X-LiveStream-Signature"));
            var text = question.path("message").asText();
            pause(text.startsWith("slow") ? 2_000 : text.startsWith("think") ? 100 : 0);
            if (text.contains("elsewhere")) {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
            }
            answer(
                    exchange,
                    text.contains("broken") ? 500 : text.contains("elsewhere") ? 307 : 200,
                    text.contains("nonsense")
                            ? "<html>"
                            : text.contains("huge")
                                    ? " ".repeat(100_000) + "{\"action\":\"allow\"}"
                                    : text.contains("unknown")
                                            ? "{\"action\":\"shrug\"}"
                                            : "{\"action\":\""
                                                    + (text.contains("evil")
                                                            ? "block"
                                                            : text.contains("odd") ? "hold" : "allow")
                                                    + "\"}");
        }

        private static void pause(long ms) {
            try {
                Thread.sleep(ms);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void answer(HttpExchange exchange, int status, String body) throws IOException {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @BeforeEach
    void aRoom() {
        room = LiveRoom.open(events, tenants);
    }

    @AfterEach
    void gone() {
        reviewer.close();
        reviewer = new Reviewer();
        reviewer.close();
    }

    private void reviewed(String onFailure) {
        reviewer.close();
        reviewer = new Reviewer();
        room.policy("{\"review\":{\"url\":\"" + reviewer.url() + "\",\"secret\":\"" + SECRET + "\",\"on_failure\":\""
                + onFailure + "\"}}");
        await().until(() ->
                room.asBroadcaster().get("/policy").path("review.url").equals(reviewer.url()));
    }

    private double reviews(String outcome) {
        return metrics.counter("chat.reviews", "outcome", outcome).count();
    }

    @Test
    void theReviewerIsAskedWithASignedBodyAndObeyed() throws GeneralSecurityException {
        reviewed("fail_closed");
        var name = LiveRoom.somebody("ann");
        try (var ann = room.join(name);
                var owner = room.join(room.broadcaster())) {
            LiveRoom.awaitOutcome(ann, "evil", "BLOCKED_BY_REVIEW");
            assertEquals("ack", LiveRoom.outcome(ann, "good"));
            assertEquals("held", LiveRoom.outcome(ann, "odd"));
            room.asBroadcaster().get("/held").then().body("items[0].reasons", contains("review"));
            int asked = reviewer.asked.size();
            assertEquals("ack", LiveRoom.outcome(owner, "evil but mine"));
            assertEquals(asked, reviewer.asked.size());

            var question = reviewer.asked.getLast();
            assertEquals("odd", question.path("message").asText());
            assertEquals(name, question.path("username").asText());
            assertEquals(room.stream().toString(), question.path("stream_id").asText());
            var signature = reviewer.signatures.getLast();
            var seconds = signature.substring(2, signature.indexOf(','));
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var expected = HexFormat.of()
                    .formatHex(
                            mac.doFinal((seconds + "." + reviewer.bodies.getLast()).getBytes(StandardCharsets.UTF_8)));
            assertEquals("t=" + seconds + ",v1=" + expected, signature);
        }
    }

    @Test
    void messagesKeepTheOrderOfTheirSenderWhileTheyAreReviewed() {
        reviewed("fail_open");
        try (var ann = room.join(LiveRoom.somebody("ann"));
                var bob = room.join("bob")) {
            LiveRoom.awaitOutcome(ann, "warm", "ack");
            bob.next(frame -> frame.path("comment").path("message").asText().equals("warm"));
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            bob.rest();

            IntStream.range(0, 8).forEach(i -> ann.say((i % 2 == 0 ? "think " : "quick ") + i, "o" + i));

            for (int i = 0; i < 8; i++) {
                var comment = bob.nextComment();
                assertTrue(comment.path("message").asText().endsWith(" " + i), comment.toString());
            }
            for (int i = 0; i < 8; i++) {
                assertEquals("o" + i, ann.next("ack").path("client_id").asText());
            }
        }
    }

    @Test
    void moreThanAFewAtOnceOfOneSenderAreRefused() {
        reviewed("fail_open");
        try (var ann = room.join(LiveRoom.somebody("ann"))) {
            LiveRoom.awaitOutcome(ann, "warm", "ack");

            IntStream.range(0, 30).forEach(i -> ann.say("think " + i, "f" + i));

            var refused = ann.next(frame -> frame.has("code"));
            assertEquals("RATE_LIMITED", refused.path("code").asText());
            assertTrue(refused.path("retry_after_ms").asLong() > 0);
        }
    }

    @Test
    void whatFailsIsAllowedRefusedOrHeldAsTheChannelWants() {
        for (var wanted : List.of(
                Map.entry("fail_open", "ack"),
                Map.entry("fail_closed", "BLOCKED_BY_REVIEW"),
                Map.entry("hold", "held"))) {
            for (var failing : List.of("slow", "broken", "nonsense", "unknown", "huge", "elsewhere")) {
                reviewed(wanted.getKey());
                try (var ann = room.join(LiveRoom.somebody("ann"))) {
                    assertEquals(wanted.getValue(), LiveRoom.outcome(ann, failing), failing + " " + wanted.getKey());
                }
            }
            reviewed(wanted.getKey());
            reviewer.close();
            try (var ann = room.join(LiveRoom.somebody("ann"))) {
                assertEquals(wanted.getValue(), LiveRoom.outcome(ann, "nobody there"));
            }
        }
        assertTrue(reviews("timeout") >= 3);
        assertTrue(reviews("malformed") >= 9);
        assertTrue(reviews("error") >= 6);
    }

    @Test
    void aReviewerThatFailsAgainAndAgainIsLeftAloneForAWhile() {
        reviewed("fail_open");
        try (var ann = room.join(LiveRoom.somebody("ann"))) {
            for (int i = 0; i < 3; i++) {
                assertEquals("ack", LiveRoom.outcome(ann, "broken " + i));
            }
            int asked = reviewer.asked.size();
            assertEquals("ack", LiveRoom.outcome(ann, "evil while open"));
            assertEquals(asked, reviewer.asked.size());
            assertTrue(reviews("open") >= 1);

            LiveRoom.awaitOutcome(ann, "evil once more", "BLOCKED_BY_REVIEW");
        }
    }

    @Test
    void theReviewIsTheBroadcastersToSetAndItsSecretIsNotShown() {
        var mod = LiveRoom.somebody("mod");
        room.asBroadcaster()
                .body(Map.of("user_id", TestIdentity.userId(mod).toString()))
                .post("/moderators")
                .then()
                .statusCode(201);
        await().until(() -> room.as(mod).get("/policy").statusCode() == 200);
        room.as(mod)
                .body("{\"review\":{\"url\":\"https://review.example.org\"}}")
                .patch("/policy")
                .then()
                .statusCode(403);
        room.asBroadcaster().body("{\"review\":{}}").patch("/policy").then().statusCode(400);
        room.as(mod).body("{\"spam\":\"hold\"}").patch("/policy").then().statusCode(200);

        String secret = room.asBroadcaster()
                .body("{\"review\":{\"url\":\"https://review.example.org\"}}")
                .patch("/policy")
                .then()
                .statusCode(200)
                .body("review.on_failure", equalTo("fail_open"))
                .extract()
                .path("review.secret");
        assertEquals(64, secret.length());
        room.asBroadcaster().get("/policy").then().body("review.secret", equalTo(null));
        for (var wrong : List.of(
                "{\"review\":7}",
                "{\"review\":{\"url\":\"ftp://x.org\"}}",
                "{\"review\":{\"url\":\"https://x.org\",\"secret\":\"short\"}}",
                "{\"review\":{\"url\":\"https://x.org\",\"on_failure\":\"panic\"}}",
                "{\"review\":{\"url\":\"https://x.org\",\"method\":\"GET\"}}")) {
            room.asBroadcaster().body(wrong).patch("/policy").then().statusCode(400);
        }
        var audit = room.asBroadcaster().queryParam("action", "policy").get("/audit");
        assertTrue(!audit.asString().contains(secret));
        assertEquals(true, audit.path("items[0].details.secret_changed"));
        room.asBroadcaster()
                .body("{\"review\":null}")
                .patch("/policy")
                .then()
                .statusCode(200)
                .body("review", equalTo(null));
    }
}
