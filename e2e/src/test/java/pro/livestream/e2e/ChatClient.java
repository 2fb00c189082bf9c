package pro.livestream.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A viewer's chat connection (protocol A), which keeps every frame it was sent. */
final class ChatClient implements AutoCloseable, WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final AtomicInteger closeCode = new AtomicInteger();
    private final WebSocket socket;

    private ChatClient(String url, Person person) {
        var builder = HTTP.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
        if (!person.token().isEmpty()) {
            builder.header("Authorization", "Bearer " + person.token());
        }
        socket = builder.buildAsync(URI.create(url), this)
                .orTimeout(15, TimeUnit.SECONDS)
                .join();
    }

    static ChatClient join(Person person, String streamId) {
        return at(Suite.running().webSocketUrl(), person, streamId);
    }

    /** Of a certain node, past the gateway. */
    static ChatClient at(String base, Person person, String streamId) {
        return new ChatClient(base.replaceFirst("^http", "ws") + "/ws/streams/" + streamId + "/chat", person);
    }

    /** The HTTP status with which the handshake was refused; 101 when it was not. */
    static int handshakeStatus(Person person, String streamId) {
        try (var client = join(person, streamId)) {
            return client.socket.isOutputClosed() ? 0 : 101;
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof java.net.http.WebSocketHandshakeException handshake) {
                return handshake.getResponse().statusCode();
            }
            throw refused;
        }
    }

    void say(String text, String clientId) {
        send(Map.of("type", "message", "text", text, "client_id", clientId));
    }

    void send(Object frame) {
        try {
            socket.sendText(frame instanceof String raw ? raw : Suite.JSON.writeValueAsString(frame), true)
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    List<JsonNode> comments() {
        return frames.stream()
                .filter(f -> f.has("comment"))
                .map(f -> f.get("comment"))
                .toList();
    }

    JsonNode await(String type) {
        return await(type + " frame", frame -> frame.path("type").asText().equals(type));
    }

    JsonNode await(String what, Predicate<JsonNode> wanted) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .until(() -> closeCode.get() != 0 || found(wanted).isPresent());
        return found(wanted).orElseThrow(() -> new IllegalStateException("closed before " + what));
    }

    private java.util.Optional<JsonNode> found(Predicate<JsonNode> wanted) {
        return frames.stream().filter(wanted).findFirst();
    }

    JsonNode awaitComment(String text) {
        return await(
                        "comment " + text,
                        f -> f.path("comment").path("message").asText().equals(text))
                .get("comment");
    }

    JsonNode awaitAck(String clientId) {
        return await(
                "ack of " + clientId,
                f -> f.path("type").asText().equals("ack")
                        && f.path("client_id").asText().equals(clientId));
    }

    int awaitClose() {
        Awaitility.await("close").atMost(PATIENCE).until(() -> closeCode.get() != 0);
        return closeCode.get();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                frames.add(Suite.JSON.readTree(partial.toString()));
            } catch (IOException noJson) {
                throw new UncheckedIOException(noJson);
            } finally {
                partial.setLength(0);
            }
        }
        return WebSocket.Listener.super.onText(webSocket, data, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeCode.compareAndSet(0, statusCode);
        return WebSocket.Listener.super.onClose(webSocket, statusCode, reason);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closeCode.compareAndSet(0, 1006);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
