package pro.livestream.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What archive-service answers to claims: files belong to users; whoever has no service token is sent away. */
final class ArchiveForTests {

    static final List<ObjectNode> CLAIMS = new CopyOnWriteArrayList<>();

    private static final Map<String, String> OWNERS = new ConcurrentHashMap<>();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    static volatile boolean isAway;

    private ArchiveForTests() {}

    static String start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.createContext("/internal/attachments/claims", ArchiveForTests::claim);
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that a user has uploaded. */
    static UUID uploadedBy(UUID userId) {
        var id = UUID.randomUUID();
        OWNERS.put(id.toString(), userId.toString());
        return id;
    }

    private static void claim(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = (ObjectNode) MAPPER.readTree(exchange.getRequestBody());
            var token = exchange.getRequestHeaders().getFirst("Authorization");
            if (isAway || token == null) {
                exchange.sendResponseHeaders(isAway ? 503 : 401, -1);
                return;
            }
            var answer = MAPPER.createObjectNode();
            var items = answer.putArray("items");
            for (var id : request.path("ids")) {
                if (!request.path("user_id").asText().equals(OWNERS.get(id.asText()))) {
                    exchange.sendResponseHeaders(404, -1);
                    return;
                }
                items.addObject()
                        .put("id", id.asText())
                        .put("url", "https://media.example.org/" + id.asText())
                        .put("mime_type", "image/png")
                        .put("name", "cat.png")
                        .put("size", 1234);
            }
            CLAIMS.add(request);
            var body = answer.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
