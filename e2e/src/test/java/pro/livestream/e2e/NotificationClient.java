package pro.livestream.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Somebody who listens for notifications, over a WebSocket or over server-sent events, and keeps all that came. */
final class NotificationClient implements AutoCloseable {
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();

    private NotificationClient() {}

    /** By a bearer token, as native clients do. */
    static NotificationClient socket(Person person) {
        return socket("Authorization", "Bearer " + person.token());
    }

    /** By the session cookie, as browsers do, from a page of the suite's own. */
    static NotificationClient browserSocket(String cookies) {
        return socket("Cookie", cookies, "Origin", Suite.running().url());
    }

    private static NotificationClient socket(String... headers) {
        var client = new NotificationClient();
        var builder = client.http.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
        for (var at = 0; at < headers.length; at += 2) {
            builder.header(headers[at], headers[at + 1]);
        }
        var _ = builder.buildAsync(
                        URI.create(Suite.running().webSocketUrl() + "/ws/notifications"), client.new Frames())
                .orTimeout(15, TimeUnit.SECONDS)
                .join();
        return client;
    }

    /** Server-sent events; returns once the stream is open. */
    static NotificationClient events(Person person) {
        var client = new NotificationClient();
        var request = HttpRequest.newBuilder(URI.create(Suite.running().url() + "/api/notifications/stream"))
                .header("Authorization", "Bearer " + person.token())
                .header("Accept", "text/event-stream")
                .build();
        var answer = client.http
                .sendAsync(request, BodyHandlers.ofInputStream())
                .orTimeout(15, TimeUnit.SECONDS)
                .join();
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the event stream answered " + answer.statusCode());
        }
        var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        // the first comment says that the stream is open; it must not wait in some buffer on the way
        client.line(lines);
        var _ = Thread.ofVirtual().start(() -> client.read(lines));
        return client;
    }

    private void read(BufferedReader lines) {
        var line = line(lines);
        while (line != null) {
            if (line.startsWith("data:")) {
                heard.add(parsed(line.substring("data:".length())));
            }
            line = line(lines);
        }
    }

    private @org.jspecify.annotations.Nullable String line(BufferedReader lines) {
        try {
            return lines.readLine();
        } catch (IOException closed) {
            return null;
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return Suite.JSON.readTree(json);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    /** What was heard about one stream. */
    List<JsonNode> about(String streamId) {
        return heard.stream()
                .filter(one -> one.at("/data/stream_id").asText().equals(streamId))
                .toList();
    }

    List<JsonNode> all() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private final class Frames implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                heard.add(parsed(partial.toString()));
                partial.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }
    }
}
