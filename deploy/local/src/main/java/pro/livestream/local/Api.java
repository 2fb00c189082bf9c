package pro.livestream.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** JSON calls to the gateway's public port. */
final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MS = 20_000;
    private static final int FIRST_REFUSAL = 400;

    private final String url;
    private final Optional<String> token;

    Api(String url) {
        this(url, Optional.empty());
    }

    private Api(String url, Optional<String> token) {
        this.url = url;
        this.token = token;
    }

    /** An answer: its status (0 when nobody answered) and its body. */
    record Answer(int status, JsonNode body) {}

    Api as(String bearer) {
        return new Api(url, Optional.of(bearer));
    }

    Answer post(String path, Map<String, ?> body) {
        return send("POST", path, body);
    }

    Answer put(String path, Map<String, ?> body) {
        return send("PUT", path, body);
    }

    Answer get(String path) {
        return send("GET", path, Map.of());
    }

    private Answer send(String method, String path, Map<String, ?> body) {
        try {
            var connection = (HttpURLConnection) URI.create(url + path).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            connection.setRequestMethod(method);
            token.ifPresent(bearer -> connection.setRequestProperty("Authorization", "Bearer " + bearer));
            if (!method.equals("GET")) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                try (var out = connection.getOutputStream()) {
                    out.write(JSON.writeValueAsBytes(body));
                }
            }
            return new Answer(connection.getResponseCode(), read(connection));
        } catch (IOException unreachable) {
            return new Answer(0, MissingNode.getInstance());
        }
    }

    private static JsonNode read(HttpURLConnection connection) throws IOException {
        var refused = connection.getResponseCode() >= FIRST_REFUSAL;
        try (var stream = refused ? connection.getErrorStream() : connection.getInputStream()) {
            return stream == null ? MissingNode.getInstance() : JSON.readTree(stream);
        } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
