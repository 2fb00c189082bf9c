package pro.livestream.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who uses the product through the gateway, as a native client does: with a bearer token, or with none. */
final class Person {
    static final String PASSWORD = "a long enough password";

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private static final AtomicInteger COUNT = new AtomicInteger((int) (System.nanoTime() % 100_000));

    private final String username;
    private final String token;
    private final String id;

    /** One HTTP answer. */
    record Answer(int status, JsonNode body, HttpHeaders headers) {
        String code() {
            return body.path("code").asText();
        }

        String text(String field) {
            return body.path(field).asText();
        }
    }

    private Person(String username, String token, String id) {
        this.username = username;
        this.token = token;
        this.id = id;
    }

    static Person anonymous() {
        return new Person("", "", "");
    }

    static Person registered(String name) {
        var username = name + COUNT.incrementAndGet();
        var answer = anonymous()
                .post(
                        "/api/auth/register",
                        Map.of("username", username, "email", username + "@example.org", "password", PASSWORD));
        if (answer.status() != 201) {
            throw new IllegalStateException("registration answered " + answer.status() + " " + answer.body());
        }
        return new Person(
                username,
                answer.text("access_token"),
                answer.body().at("/user/user_id").asText());
    }

    static Person admin() {
        return loggedIn(Suite.ADMIN, Suite.ADMIN_PASSWORD);
    }

    static Person loggedIn(String username, String password) {
        var answer = anonymous().post("/api/auth/login", Map.of("username", username, "password", password));
        if (answer.status() != 200) {
            throw new IllegalStateException("login answered " + answer.status() + " " + answer.body());
        }
        return new Person(
                username,
                answer.text("access_token"),
                answer.body().at("/user/user_id").asText());
    }

    String username() {
        return username;
    }

    String token() {
        return token;
    }

    String id() {
        return id;
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    Answer post(String path, Object body) {
        return send("POST", path, body, Map.of());
    }

    Answer put(String path, Object body) {
        return send("PUT", path, body, Map.of());
    }

    Answer patch(String path, Object body) {
        return send("PATCH", path, body, Map.of());
    }

    Answer delete(String path) {
        return send("DELETE", path, null, Map.of());
    }

    Answer send(
            String method, String path, @org.jspecify.annotations.Nullable Object body, Map<String, String> headers) {
        try {
            var text = body == null ? "" : body instanceof String raw ? raw : Suite.JSON.writeValueAsString(body);
            var request = HttpRequest.newBuilder(URI.create(
                            path.startsWith("http") ? path : Suite.running().url() + path))
                    .timeout(Duration.ofSeconds(15))
                    .method(method, text.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(text));
            if (!text.isEmpty()) {
                request.header("Content-Type", "application/json");
            }
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            headers.forEach(request::setHeader);
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), parsed(response.body()), response.headers());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return Optional.ofNullable(Suite.JSON.readTree(text)).orElse(MissingNode.getInstance());
        } catch (IOException noJson) {
            return Suite.JSON.getNodeFactory().textNode(text);
        }
    }
}
