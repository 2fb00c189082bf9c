package pro.livestream.payment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pro.livestream.local.stripe.StripeSimulator;
import pro.livestream.local.testing.TestIdentity;

/** The Stripe simulator, whose webhooks go to the service under test, and the streams of a few people. */
public final class StripeForTests implements QuarkusTestResourceLifecycleManager {
    static final String PUBLISHABLE_KEY = "pk_test_component";
    static final String WEBHOOK_SECRET = "whsec_component";
    static final String SECRET_KEY = "sk_test_component";
    static final int VELOCITY_MAX = 8;

    private @Nullable StripeSimulator stripe;
    private @Nullable HttpServer streams;

    @Override
    public Map<String, String> start() {
        try {
            var port = freePort();
            var started = StripeSimulator.start(new StripeSimulator.Options(
                    Files.createTempDirectory("stripe"),
                    0,
                    SECRET_KEY,
                    PUBLISHABLE_KEY,
                    WEBHOOK_SECRET,
                    "http://127.0.0.1:" + port + "/api/webhooks/stripe"));
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/internal/streams/", StripeForTests::stream);
            server.start();
            stripe = started;
            streams = server;
            return Map.ofEntries(
                    Map.entry("quarkus.http.test-port", Integer.toString(port)),
                    Map.entry("STRIPE_API_BASE", started.url()),
                    Map.entry("STRIPE_SECRET_KEY", SECRET_KEY),
                    Map.entry("STRIPE_PUBLISHABLE_KEY", PUBLISHABLE_KEY),
                    Map.entry("STRIPE_WEBHOOK_SECRET", WEBHOOK_SECRET),
                    Map.entry("TIP_VELOCITY_MAX", Integer.toString(VELOCITY_MAX)),
                    Map.entry("RECONCILE_EVERY", "1s"),
                    Map.entry("RECONCILE_PENDING_MAX", "PT3S"),
                    Map.entry("RECONCILE_AGAIN", "PT1S"),
                    Map.entry("RECONCILE_EVENTS_GRACE", "PT4S"),
                    Map.entry(
                            "STREAM_SERVICE_URL",
                            "http://127.0.0.1:" + server.getAddress().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (stripe != null) {
            stripe.close();
        }
        if (streams != null) {
            streams.stop(0);
        }
    }

    static UUID streamOf(String broadcaster) {
        return UUID.nameUUIDFromBytes(("stream of " + broadcaster).getBytes(StandardCharsets.UTF_8));
    }

    private static void stream(HttpExchange exchange) throws IOException {
        var owners = List.of("bob", "carol").stream()
                .collect(Collectors.toMap(name -> streamOf(name).toString(), n -> n));
        var owner = owners.get(exchange.getRequestURI().getPath().substring("/internal/streams/".length()));
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        var allowed = authorization != null && authorization.startsWith("Bearer ");
        var body = owner == null
                ? "{\"error\":\"There is no such stream\",\"code\":\"NOT_FOUND\",\"request_id\":\"x\"}"
                : "{\"user_id\":\"" + TestIdentity.userId(owner) + "\",\"status\":\"live\"}";
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(!allowed ? 401 : owner == null ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
