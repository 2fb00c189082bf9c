package pro.livestream.gateway.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import jakarta.inject.Inject;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pro.livestream.gateway.testing.Client;
import pro.livestream.gateway.testing.LocalServices;
import pro.livestream.gateway.testing.Logged;
import pro.livestream.gateway.testing.Ready;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.platform.boot.Boot;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(LocalServices.class)
class SocketTunnelComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Boot boot;

    @Inject
    Tunnels tunnels;

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client = vertx.createWebSocketClient();

    @BeforeEach
    void ready() {
        Ready.isReady(boot);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void carriesFramesBothWaysAndTheServicesCloseCode() {
        var socket = connect(options("/ws/streams/1/chat")
                .addHeader("Authorization", "Bearer " + Client.register().token()));
        var received = new AtomicReference<>("");
        var code = new AtomicReference<Short>((short) 0);
        socket.textMessageHandler(received::set);
        socket.closeHandler(closed -> code.set(socket.closeStatusCode()));

        socket.writeTextMessage("hello");
        await().atMost(PATIENCE).untilAtomic(received, org.hamcrest.Matchers.equalTo("hello"));
        socket.writeTextMessage("bye");

        await().atMost(PATIENCE).untilAtomic(code, org.hamcrest.Matchers.equalTo((short) 4001));
        await().atMost(PATIENCE).until(() -> tunnels.open() == 0);
    }

    @Test
    void anEndedTunnelIsNoError() {
        try (var logged = Logged.of("io.vertx.core.http")) {
            var socket = connect(options("/ws/streams/1/chat")
                    .addHeader("Authorization", "Bearer " + Client.register().token()));
            await().atMost(PATIENCE).until(() -> tunnels.open() == 1);
            socket.close();
            await().atMost(PATIENCE).until(() -> tunnels.open() == 0);

            assertThat(logged.lines()).isEmpty();
        }
    }

    @Test
    void passesTheTokenOfTheSubprotocolInward() {
        var token = Client.register().token();
        var socket = connect(
                options("/ws/streams/1/chat").addSubProtocol("livestream.v1").addSubProtocol("bearer." + token));
        var received = new AtomicReference<>("");
        socket.textMessageHandler(received::set);

        socket.writeTextMessage("headers");

        await().atMost(PATIENCE).untilAtomic(received, org.hamcrest.Matchers.equalTo("Bearer " + token));
        assertThat(socket.subProtocol()).isEqualTo("livestream.v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://localhost:1", ""})
    void refusesAHandshakeByCookieFromAForeignPage(String origin) {
        var options = byCookie();
        if (origin.isEmpty()) {
            options.setAllowOriginHeader(false);
        } else {
            options.addHeader("Origin", origin);
        }

        assertThat(refusal(options)).isEqualTo(403);
    }

    @Test
    void takesAHandshakeByCookieFromAnOwnPage() {
        var socket = connect(byCookie().addHeader("Origin", "http://localhost:" + RestAssured.port));

        assertThat(socket.isClosed()).isFalse();
        socket.close();
    }

    @Test
    void goesOnToTheNextReplicaWhereOneTakesNoMore() {
        for (int i = 0; i < 6; i++) {
            var socket = connect(options("/ws/streams/1/studio")
                    .addHeader("Authorization", "Bearer " + Client.register().token()));

            assertThat(socket.isClosed()).isFalse();
            socket.close();
        }
        await().atMost(PATIENCE).until(() -> tunnels.open() == 0);
    }

    @Test
    void refusesABadTokenAndAPlainRequest() {
        assertThat(refusal(options("/ws/streams/1/chat").addHeader("Authorization", "Bearer nonsense")))
                .isEqualTo(401);
        assertThat(RestAssured.given().get("/ws/stats").statusCode()).isEqualTo(426);
    }

    /** One reader that never reads may hold up what lies in buffers of fixed size, not what the service could write. */
    @Test
    void slowsTheServiceDownForASlowReader() throws IOException {
        var written = new AtomicLong();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setReceiveBufferSize(32 * 1024);
            handshake(socket);
            socket.getOutputStream().write(maskedText("burst"));
            socket.getOutputStream().flush();

            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> LocalServices.written() > 0
                            && written.getAndSet(LocalServices.written()) == LocalServices.written());

            assertThat(LocalServices.written()).isLessThan(LocalServices.BURST_BYTES / 2);
            var read = 0L;
            var buffer = new byte[1 << 20];
            while (read < LocalServices.BURST_BYTES) {
                read += socket.getInputStream().read(buffer);
            }
            assertThat(LocalServices.written()).isEqualTo(LocalServices.BURST_BYTES);
        }
        await().atMost(PATIENCE).until(() -> tunnels.open() == 0);
    }

    @Test
    void tellsEverybodyToComeBackWhenTheGatewayLeaves() {
        var socket = connect(options("/ws/streams/1/chat")
                .addHeader("Authorization", "Bearer " + Client.register().token()));
        var code = new AtomicReference<Short>((short) 0);
        socket.closeHandler(closed -> code.set(socket.closeStatusCode()));
        await().atMost(PATIENCE).until(() -> tunnels.open() == 1);

        tunnels.sayGoodbye();

        await().atMost(PATIENCE).untilAtomic(code, org.hamcrest.Matchers.equalTo((short) 1001));
        assertThat(socket.closeReason()).matches("reconnect_after_ms=\\d+");
        await().atMost(Duration.ofSeconds(2)).until(() -> tunnels.open() == 0);
    }

    /** What the service has begun to say is said to its end, and nothing after the goodbye. */
    @Test
    void saysGoodbyeBetweenTwoFrames() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            handshake(socket);
            socket.getOutputStream().write(maskedText("burst"));
            var in = new DataInputStream(socket.getInputStream());
            int frames = 0;
            for (int first = in.readUnsignedByte(); first == 0x82; first = in.readUnsignedByte()) {
                assertThat(in.readUnsignedByte()).isEqualTo(127);
                in.readFully(new byte[(int) in.readLong()]);
                if (++frames == 20) {
                    tunnels.sayGoodbye();
                }
            }

            assertThat(in.readUnsignedByte()).isGreaterThan(2);
            assertThat(in.readShort()).isEqualTo((short) 1001);
            assertThat(new String(in.readAllBytes(), ISO_8859_1)).matches("reconnect_after_ms=\\d+");
            assertThat(frames).isLessThan(LocalServices.BURST_BYTES / (64 * 1024));
        }
        await().atMost(PATIENCE).until(() -> tunnels.open() == 0);
    }

    private static void handshake(Socket socket) throws IOException {
        var request = String.join(
                "\r\n",
                "GET /ws/streams/1/chat HTTP/1.1",
                "Host: localhost",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "",
                "");
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) socket.getInputStream().read());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101").contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    private static byte[] maskedText(String text) {
        var frame = new byte[6 + text.length()];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | text.length());
        System.arraycopy(text.getBytes(ISO_8859_1), 0, frame, 6, text.length());
        return frame;
    }

    private static WebSocketConnectOptions byCookie() {
        var someone = Client.register();
        var session = Client.login(someone.username(), Client.PASSWORD).cookie("livestream_session");
        return options("/ws/chat/stream_1/").addHeader("Cookie", "livestream_session=" + session);
    }

    private static WebSocketConnectOptions options(String path) {
        return new WebSocketConnectOptions()
                .setHost("localhost")
                .setPort(RestAssured.port)
                .setURI(path);
    }

    private WebSocket connect(WebSocketConnectOptions options) {
        return client.connect(options).toCompletionStage().toCompletableFuture().join();
    }

    private int refusal(WebSocketConnectOptions options) {
        try {
            connect(options).close();
            return 101;
        } catch (CompletionException refused) {
            return refused.getCause() instanceof UpgradeRejectedException rejected ? rejected.getStatus() : -1;
        }
    }
}
