package pro.livestream.notification.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's answers about how to reach users, over real HTTP: it refuses callers without a token, knows nobody whose id
 * starts with ffffffff, and is away the first time that it is asked for an id starting with eeeeeeee.
 */
public final class GatewayContacts implements QuarkusTestResourceLifecycleManager {
    private final Set<String> askedFor = ConcurrentHashMap.newKeySet();
    private @Nullable HttpServer server;

    /** The address of every user that is known. */
    public static String address(UUID userId) {
        return "u-" + userId + "@mail.example";
    }

    public static UUID unknownUser() {
        return new UUID(0xFFFF_FFFF_0000_7000L, UUID.randomUUID().getLeastSignificantBits());
    }

    public static UUID userWhoseContactIsAwayAtFirst() {
        return new UUID(0xEEEE_EEEE_0000_7000L, UUID.randomUUID().getLeastSignificantBits());
    }

    @Override
    public Map<String, String> start() {
        try {
            var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.setExecutor(Executors.newFixedThreadPool(4));
            started.createContext("/internal/users/", this::answer);
            started.start();
            server = started;
            return settings(started.getAddress().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> settings(int port) {
        return Map.of(
                "livestream.contact.url",
                "http://127.0.0.1:" + port,
                "livestream.push.private-endpoints",
                "true",
                "livestream.follow.news-delay",
                "PT1S",
                "livestream.fanout.lease",
                "PT2S",
                "livestream.fanout.part-size",
                "2000",
                "livestream.delivery.retry-first",
                "PT1S",
                "livestream.live.heartbeat",
                "PT1S");
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var parts = exchange.getRequestURI().getPath().split("/", -1);
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            answer(exchange, 401, "{\"code\":\"UNAUTHENTICATED\"}");
        } else if (parts.length != 5 || !parts[4].equals("contact") || parts[3].startsWith("ffffffff")) {
            answer(exchange, 404, "{\"code\":\"NOT_FOUND\"}");
        } else if (parts[3].startsWith("eeeeeeee") && askedFor.add(parts[3])) {
            answer(exchange, 503, "{\"code\":\"UPSTREAM_UNAVAILABLE\"}");
        } else {
            var id = UUID.fromString(parts[3]);
            answer(
                    exchange,
                    200,
                    "{\"email\":\"%s\",\"email_verified\":false,\"locale\":null,\"username\":\"user-%s\"}"
                            .formatted(address(id), parts[3].substring(0, 8)));
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}
