package pro.livestream.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A real WebSocket client whose frames are waited for one after the other. */
final class ChatClient implements AutoCloseable {

    private static final Vertx VERTX = Vertx.vertx();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WebSocket socket;
    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private volatile @Nullable Integer closeCode;

    private ChatClient(WebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(text -> frames.add(parse(text)));
        socket.closeHandler(closed -> closeCode = (int) socket.closeStatusCode());
        socket.exceptionHandler(failure -> {});
    }

    /** What a refused handshake answered. */
    record Refused(int status, JsonNode body) {}

    static ChatClient open(int port, String path, @Nullable String token) {
        try {
            return connect(port, path, token);
        } catch (ExecutionException e) {
            throw new AssertionError("refused: " + refused(e), e);
        }
    }

    static ChatClient open(int port, String path, String token, Map<String, String> headers) {
        var options =
                new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI(path);
        options.addHeader("Authorization", "Bearer " + token);
        headers.forEach(options::addHeader);
        try {
            return connect(options);
        } catch (ExecutionException e) {
            throw new AssertionError("refused: " + refused(e), e);
        }
    }

    static Refused refusedAt(int port, String path, @Nullable String token) {
        try (var unexpected = connect(port, path, token)) {
            throw new AssertionError("the handshake succeeded: " + unexpected.socket);
        } catch (ExecutionException e) {
            return refused(e);
        }
    }

    private static Refused refused(ExecutionException e) {
        if (e.getCause() instanceof UpgradeRejectedException rejected) {
            var body = rejected.getBody() == null ? "" : rejected.getBody().toString();
            return new Refused(rejected.getStatus(), parse(body.isEmpty() ? "{}" : body));
        }
        throw new AssertionError(e);
    }

    private static ChatClient connect(int port, String path, @Nullable String token) throws ExecutionException {
        var options =
                new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI(path);
        if (token != null) {
            options.addHeader("Authorization", "Bearer " + token);
        }
        return connect(options);
    }

    static ChatClient openBySubprotocol(int port, String path, String token) {
        try {
            return connect(new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(port)
                    .setURI(path)
                    .setSubProtocols(List.of("livestream.v1", "bearer." + token)));
        } catch (ExecutionException e) {
            throw new AssertionError("refused: " + refused(e), e);
        }
    }

    /** All of it on the client's event loop: from another thread the first frame can be lost before its handler is there. */
    private static ChatClient connect(WebSocketConnectOptions options) throws ExecutionException {
        var connected = new CompletableFuture<ChatClient>();
        VERTX.runOnContext(start -> {
            var client = VERTX.createWebSocketClient(
                    new WebSocketClientOptions().setMaxFrameSize(4_000_000).setMaxMessageSize(8_000_000));
            var socket = client.webSocket();
            var chat = new ChatClient(socket);
            socket.connect(options)
                    .onSuccess(open -> connected.complete(chat))
                    .onFailure(connected::completeExceptionally);
        });
        try {
            return connected.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends the socket before its scope does. */
    void leave() {
        socket.close();
    }

    String subprotocol() {
        return socket.subProtocol();
    }

    ChatClient send(String text) {
        socket.writeTextMessage(text);
        return this;
    }

    ChatClient sendBinary(int size) {
        socket.writeBinaryMessage(Buffer.buffer(new byte[size]));
        return this;
    }

    ChatClient say(String text, String clientId) {
        return send("{\"type\":\"message\",\"text\":\"" + text + "\",\"client_id\":\"" + clientId + "\"}");
    }

    /** The next frame of that kind; others are passed over. */
    JsonNode next(Predicate<JsonNode> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        var passed = new ArrayList<JsonNode>();
        try {
            while (true) {
                var frame = frames.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (frame == null) {
                    throw new AssertionError("no such frame; passed over: " + passed + ", close code " + closeCode);
                }
                if (wanted.test(frame)) {
                    return frame;
                }
                passed.add(frame);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode next(String type) {
        return next(frame -> frame.path("type").asText().equals(type));
    }

    JsonNode nextComment() {
        return next(frame -> frame.has("comment")).path("comment");
    }

    /** What arrived and was not asked for yet. */
    List<JsonNode> rest() {
        var rest = new ArrayList<JsonNode>();
        frames.drainTo(rest);
        return rest;
    }

    @Nullable Integer closeCode() {
        return closeCode;
    }

    @Override
    public void close() {
        socket.close();
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
