package pro.livestream.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Speaks to the gateway under another host name; over a bare socket, since the JDK's client won't set {@code Host}. */
final class HostClient {
    private final String host;

    HostClient(String host) {
        this.host = host;
    }

    /** The access token of a new user. */
    String register(String username) {
        var answer = exchange(
                "POST",
                "/api/auth/register",
                "",
                Map.of("username", username, "email", username + "@example.org", "password", Person.PASSWORD));
        return answer.path("access_token").asText();
    }

    /** The status of the answer. */
    int createStream(String token) {
        return exchange("POST", "/api/streams", token, Map.of("title", "lesson-of-" + host))
                .path("_status")
                .asInt();
    }

    int liveStreams() {
        return exchange("GET", "/api/streams?status=live", "", Map.of())
                .path("items")
                .size();
    }

    private JsonNode exchange(String method, String path, String token, Map<String, String> body) {
        var address = URI.create(Suite.running().url());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            var json = body.isEmpty() ? "" : Suite.JSON.writeValueAsString(body);
            var head = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                    + "Accept: application/json\r\nContent-Type: application/json\r\n"
                    + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
                    + "Content-Length: " + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n";
            socket.getOutputStream().write((head + json).getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var status = Integer.parseInt(answer.substring(9, 12));
            var from = answer.indexOf('{');
            var to = answer.lastIndexOf('}');
            JsonNode parsed =
                    from < 0 ? Suite.JSON.createObjectNode() : Suite.JSON.readTree(answer.substring(from, to + 1));
            return ((com.fasterxml.jackson.databind.node.ObjectNode) parsed).put("_status", status);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
