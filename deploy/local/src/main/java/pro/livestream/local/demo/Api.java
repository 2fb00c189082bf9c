package pro.livestream.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON calls to the gateway's public port, and forms to a payment provider. */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MS = 20_000;
    private static final int FIRST_REFUSAL = 400;

    private final String url;
    private final Map<String, String> headers;

    public Api(String url) {
        this(url, Map.of());
    }

    private Api(String url, Map<String, String> headers) {
        this.url = url;
        this.headers = Map.copyOf(headers);
    }

    /** An answer: its status (0 when nobody answered) and its body. */
    record Answer(int status, JsonNode body) {}

    Api as(String bearer) {
        return with("Authorization", "Bearer " + bearer);
    }

    Api with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Api(url, more);
    }

    Answer post(String path, Map<String, ?> body) {
        return send("POST", path, "application/json", json(body));
    }

    Answer postForm(String path, Map<String, String> fields) {
        var form = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send("POST", path, "application/x-www-form-urlencoded", form);
    }

    Answer put(String path, Map<String, ?> body) {
        return send("PUT", path, "application/json", json(body));
    }

    Answer get(String path) {
        return send("GET", path, "", "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer send(String method, String path, String type, String body) {
        try {
            var connection = (HttpURLConnection) URI.create(url + path).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            connection.setRequestMethod(method);
            headers.forEach(connection::setRequestProperty);
            if (!type.isEmpty()) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", type);
                try (var out = connection.getOutputStream()) {
                    out.write(body.getBytes(StandardCharsets.UTF_8));
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

    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
