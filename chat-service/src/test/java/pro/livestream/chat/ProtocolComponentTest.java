package pro.livestream.chat;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

/** What clients do that break the rules, and that nobody else notices. */
@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class ProtocolComponentTest {

    @Inject
    EventSender events;

    @Inject
    Tenants tenants;

    private String path = "";

    @BeforeEach
    void aLiveStream() {
        await().atMost(Duration.ofSeconds(60)).until(() -> tenants.isReady(new Tenant(TestIdentity.TENANT)));
        var bella = "bella-" + UUID.randomUUID();
        var stream = Streams.start(events, bella);
        path = "/ws/streams/" + stream + "/chat";
        await().atMost(Duration.ofSeconds(20))
                .until(() -> RestAssured.given()
                                .auth()
                                .oauth2(TestIdentity.userToken(bella))
                                .get("/api/streams/" + stream + "/chat/messages")
                                .statusCode()
                        == 200);
    }

    private ChatClient join(String username) {
        return ChatClient.open(RestAssured.port, path, TestIdentity.userToken(username));
    }

    private RawClient raw(String username, int receiveBufferBytes) throws IOException {
        return new RawClient(RestAssured.port, path, TestIdentity.userToken(username), receiveBufferBytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String unique(String name) {
        return name + "-" + UUID.randomUUID();
    }

    @Test
    void fragmentsArePutTogetherAndAPingBetweenThemIsAnswered() throws IOException {
        try (var client = raw(unique("ann"), 0)) {
            client.next("welcome");

            client.send(RawClient.TEXT, bytes("{\"type\":\"message\",\"te"))
                    .send(RawClient.FIN | RawClient.PING, bytes("here?"))
                    .send(RawClient.CONTINUATION, bytes("xt\":\"in three "))
                    .send(RawClient.FIN | RawClient.CONTINUATION, bytes("parts\",\"client_id\":\"c1\"}"));

            RawClient.Received pong;
            do {
                pong = client.next();
            } while (pong.opcode() != 0xA);
            assertEquals("here?", new String(pong.payload(), StandardCharsets.UTF_8));
            assertEquals("c1", client.next("ack").path("client_id").asText());
        }
    }

    @Test
    void frameOfAMebibyteIsRefusedWholeOrInFragmentsAndTheConnectionStays() throws IOException {
        var large = new byte[1024 * 1024];
        Arrays.fill(large, (byte) 'x');
        try (var client = raw(unique("ann"), 0)) {
            client.next("welcome");

            client.send(RawClient.FIN | RawClient.TEXT, large);
            assertEquals("FRAME_TOO_LARGE", client.next("error").path("code").asText());

            client.send(RawClient.TEXT, large).send(RawClient.FIN | RawClient.CONTINUATION, large);
            assertEquals("FRAME_TOO_LARGE", client.next("error").path("code").asText());

            client.send("{\"type\":\"ping\"}").next("pong");
        }
    }

    @Test
    void binaryAndUnknownFramesAreRefusedAndFiveInARowClose() throws IOException {
        try (var client = raw(unique("ann"), 0)) {
            client.next("welcome");

            client.send(RawClient.FIN | RawClient.BINARY, new byte[10]);
            assertEquals(
                    "BINARY_NOT_SUPPORTED", client.next("error").path("code").asText());
            client.send("{\"type\":\"dance\"}");
            assertEquals("UNKNOWN_TYPE", client.next("error").path("code").asText());
            client.send("[1]").send("{").send("{\"type\":7}");

            assertEquals(1008, client.closeCode());
        }
    }

    @Test
    void aFloodOfMalformedFramesEndsItsConnectionAndOthersNoticeNothing() throws IOException {
        try (var ann = join(unique("ann"));
                var bob = join(unique("bob"));
                var flood = raw(unique("eve"), 0)) {
            ann.next("welcome");
            bob.next("welcome");
            int sent = 0;
            try {
                for (; sent < 10_000; sent++) {
                    flood.send("{\"type\":");
                }
            } catch (SocketException closed) {
                assertTrue(sent > 5, "closed before five");
            }
            for (int i = 0; i < 8; i++) {
                ann.say("m" + i, "c" + i);
            }

            for (int i = 0; i < 8; i++) {
                assertEquals("m" + i, bob.nextComment().path("message").asText());
            }
            assertTrue(flood.closeCode() == 1008 || sent < 10_000);
            assertNull(bob.closeCode());
            assertTrue(bob.rest().stream().noneMatch(frame -> frame.has("code")));
        }
    }

    @Test
    void aFloodOfGoodFramesRunsOutOfItsBudget() throws IOException {
        try (var flood = raw(unique("eve"), 0)) {
            flood.next("welcome");
            int answered = 0;
            for (int i = 0; i < 200; i++) {
                flood.send("{\"type\":\"ping\"}");
            }

            var frame = flood.next();
            for (; !frame.isClose(); frame = flood.next()) {
                answered += frame.json().path("type").asText().equals("pong") ? 1 : 0;
            }
            assertEquals(1008, frame.closeCode());
            assertTrue(answered >= 100 && answered < 150, "answered " + answered);
        }
    }

    @Test
    void lookingBackTooOftenIsRefusedAndTheConnectionStays() throws IOException {
        try (var ann = join(unique("ann"))) {
            ann.next("welcome");
            for (int i = 0; i < 30; i++) {
                ann.send("{\"type\":\"resume\",\"epoch\":\"x\",\"offset\":0}");
            }

            var refused = ann.next("error");
            assertEquals("RATE_LIMITED", refused.path("code").asText());
            assertTrue(refused.path("retry_after_ms").asLong() > 0);
            assertNull(ann.closeCode());
            ann.send("{\"type\":\"ping\"}").next("pong");
        }
    }

    @Test
    void theRateCountsOverRoomsAndConnectionsAndForEditsToo() {
        var name = unique("ann");
        var bella = "bella-" + UUID.randomUUID();
        var second = Streams.start(events, bella);
        var secondPath = "/ws/streams/" + second + "/chat";
        await().atMost(Duration.ofSeconds(20))
                .until(() -> RestAssured.given()
                                .auth()
                                .oauth2(TestIdentity.userToken(bella))
                                .get("/api/streams/" + second + "/chat/messages")
                                .statusCode()
                        == 200);
        try (var here = join(name);
                var there = ChatClient.open(RestAssured.port, secondPath, TestIdentity.userToken(name))) {
            here.next("welcome");
            there.next("welcome");
            here.say("first", "c");
            var id = here.next("ack").path("id").asText();

            for (int i = 0; i < 6; i++) {
                here.say("h" + i, "h" + i);
                there.say("t" + i, "t" + i);
                here.send("{\"type\":\"edit\",\"id\":\"" + id + "\",\"text\":\"e" + i + "\"}");
            }

            assertEquals("RATE_LIMITED", here.next("error").path("code").asText());
            here.send("{\"type\":\"ping\"}").next("pong");
        }
    }

    @Test
    void whoNeverReadsIsClosedAndNobodyWaitsForIt() throws IOException {
        var text = "\\uD83D\\uDE00".repeat(490);
        var writers = new ArrayList<ChatClient>();
        try (var stuck = raw(unique("slow"), 2048);
                var bob = join(unique("bob"))) {
            bob.next("welcome");
            stuck.send("{\"type\":\"ping\"}");
            double before = slowClosed();
            for (int i = 0; i < 25; i++) {
                var writer = join(unique("writer"));
                writer.next("welcome");
                writers.add(writer);
            }

            await().atMost(Duration.ofSeconds(50))
                    .pollInterval(Duration.ofMillis(1200))
                    .until(() -> {
                        for (var writer : writers) {
                            for (int i = 0; i < 8; i++) {
                                writer.send("{\"type\":\"message\",\"text\":\"" + text + "\"}");
                            }
                        }
                        return slowClosed() > before;
                    });

            assertNull(bob.closeCode());
            writers.forEach(writer -> assertNull(writer.closeCode()));
            assertTrue(bob.nextComment().path("message").asText().length() > 900);
        } finally {
            writers.forEach(ChatClient::close);
        }
    }

    private static double slowClosed() {
        return Metrics.value("chat_slow_closed_total");
    }
}
