package pro.livestream.chat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

/** Clients that keep to nothing, so also don't answer a close. */
@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class HostileClientComponentTest {
    private static final Duration SOON = Duration.ofSeconds(8);
    private static final byte[] GOOD = frame("{\"type\":\"ping\"}");
    private static final byte[] BAD = frame("{\"type\":");

    @Inject
    EventSender events;

    @Inject
    Tenants tenants;

    private UUID stream = new UUID(0, 0);

    @BeforeEach
    void aLiveStream() {
        await().atMost(Duration.ofSeconds(60)).until(() -> tenants.isReady(new Tenant(TestIdentity.TENANT)));
        var bella = "bella-" + UUID.randomUUID();
        stream = Streams.start(events, bella);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> RestAssured.given()
                                .auth()
                                .oauth2(TestIdentity.userToken(bella))
                                .get("/api/streams/" + stream + "/chat/messages")
                                .statusCode()
                        == 200);
    }

    @Test
    void whoIsClosedAndDoesNotAnswerIsCutOff() throws IOException {
        try (var socket = join()) {
            for (int n = 0; n < 5; n++) {
                socket.getOutputStream().write(BAD);
            }

            assertTimeoutPreemptively(SOON, () -> socket.getInputStream().readAllBytes());
        }
    }

    @Test
    void badFramesAmongGoodOnesAreToleratedUntilTheyAreAFlood() throws IOException {
        try (var modest = join();
                var flooder = join()) {
            for (int n = 0; n < 4; n++) {
                modest.getOutputStream().write(BAD);
            }
            modest.getOutputStream().write(GOOD);
            var turn = new ByteArrayOutputStream();
            for (int n = 1; n <= 400; n++) {
                turn.writeBytes(n % 4 == 0 ? GOOD : BAD);
            }
            flooder.getOutputStream().write(turn.toByteArray());

            assertTimeoutPreemptively(SOON, () -> flooder.getInputStream().readAllBytes());
            modest.setSoTimeout(1_000);
            modest.getInputStream().skipNBytes(modest.getInputStream().available());
            modest.getOutputStream().write(GOOD);
            assertTrue(modest.getInputStream().read() >= 0);
        }
    }

    private Socket join() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.getOutputStream()
                .write(("GET /ws/streams/" + stream + "/chat HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer "
                                + TestIdentity.userToken("mallory") + "\r\n\r\n")
                        .getBytes(ISO_8859_1));
        var answer = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
        assertTrue(answer.endsWith("101"), answer);
        return socket;
    }

    /** A short text under a mask of zeros. */
    private static byte[] frame(String text) {
        var frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write(0x80 | text.length());
        frame.writeBytes(new byte[4]);
        frame.writeBytes(text.getBytes(ISO_8859_1));
        return frame.toByteArray();
    }
}
