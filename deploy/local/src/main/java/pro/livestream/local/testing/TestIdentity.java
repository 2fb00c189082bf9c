package pro.livestream.local.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The gateway's identity for tests of one service: a JWK set, tokens signed by its key, service tokens, and the tenants
 * {@code localhost} and {@code other} announced on Kafka.
 */
public final class TestIdentity implements QuarkusTestResourceLifecycleManager {
    public static final String TENANT = "localhost";
    public static final String OTHER_TENANT = "other";

    /** Every test application has class loaders of its own; what the JVM shares stands in its system properties. */
    private static final String URL = "livestream.test.identity.url";

    private static final String KEY = "livestream.test.identity.key";
    private static final Pattern TENANT_OF_REQUEST = Pattern.compile("\"tenant\"\\s*:\\s*\"([^\"]*)\"");
    private static final Duration USER_TOKEN = Duration.ofHours(24);
    private static final Duration SERVICE_TOKEN = Duration.ofMinutes(10);

    @Override
    public Map<String, String> start() {
        var url = serve();
        announceTenant(TENANT);
        announceTenant(OTHER_TENANT);
        return Map.of("GATEWAY_INTERNAL_URL", url, "GATEWAY_URL", url);
    }

    @Override
    public void stop() {
        // the next test application of this JVM uses it, too
    }

    public static String url() {
        return serve();
    }

    /** The id of the user of that name: always the same. */
    public static UUID userId(String username) {
        return UUID.nameUUIDFromBytes(username.getBytes(StandardCharsets.UTF_8));
    }

    public static String userToken(String username) {
        return userToken(username, TENANT, "user");
    }

    public static String userToken(String username, String tenant, String... groups) {
        return token(Map.of(
                "sub", userId(username).toString(),
                "upn", username,
                "tenant", tenant,
                "groups", Arrays.asList(groups),
                "sid",
                        UUID.nameUUIDFromBytes(("session " + username).getBytes(StandardCharsets.UTF_8))
                                .toString()));
    }

    public static String adminToken(String username) {
        return userToken(username, TENANT, "user", "admin");
    }

    /** The token of somebody without an account, known by the id in the signed viewer cookie. */
    public static String anonymousToken(String viewer) {
        return token(Map.of("kind", "anonymous", "sub", viewer, "upn", "anonymous", "groups", List.of()));
    }

    public static String apiKeyToken(String name, String scopes) {
        return token(Map.of(
                "kind", "api_key", "sub", userId(name).toString(), "upn", name, "groups", List.of(), "scope", scopes));
    }

    public static String serviceToken(String service, String tenant) {
        return token(Map.of(
                "kind",
                "service",
                "sub",
                service,
                "upn",
                service,
                "tenant",
                tenant,
                "groups",
                List.of(),
                "exp",
                Instant.now().plus(SERVICE_TOKEN).getEpochSecond()));
    }

    public static String expiredToken(String username) {
        var then = Instant.now().minus(Duration.ofHours(1));
        return token(Map.of(
                "sub", userId(username).toString(),
                "upn", username,
                "iat", then.minus(USER_TOKEN).getEpochSecond(),
                "exp", then.getEpochSecond()));
    }

    /** Well-formed, but signed by a key that nobody knows. */
    public static String forgedToken(String username) {
        return TestKey.fresh().sign(claims(Map.of("sub", userId(username).toString(), "upn", username)));
    }

    /** A token with these claims; the rest is that of an ordinary user of the default tenant. */
    public static String token(Map<String, Object> claims) {
        serve();
        return TestKey.decoded(System.getProperty(KEY)).sign(claims(claims));
    }

    public static void announceTenant(String schemaName) {
        TestTenants.announce(brokers(), schemaName, "active");
    }

    public static void disableTenant(String schemaName) {
        TestTenants.announce(brokers(), schemaName, "disabled");
    }

    private static String brokers() {
        var brokers = EmbeddedParts.settings().get("KAFKA_BROKERS");
        if (brokers == null) {
            throw new IllegalStateException("The test's servers have no Kafka.");
        }
        return brokers;
    }

    private static Map<String, Object> claims(Map<String, Object> given) {
        var now = Instant.now();
        var claims = new HashMap<String, Object>(Map.of(
                "iss",
                "livestream",
                "kind",
                "user",
                "tenant",
                TENANT,
                "groups",
                List.of("user"),
                "scope",
                "",
                "jti",
                UUID.randomUUID().toString(),
                "iat",
                now.getEpochSecond(),
                "exp",
                now.plus(USER_TOKEN).getEpochSecond()));
        claims.putAll(given);
        return claims;
    }

    private static String serve() {
        synchronized (System.getProperties()) {
            var known = System.getProperty(URL, "");
            if (!known.isBlank()) {
                return known;
            }
            try {
                var key = TestKey.fresh();
                var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/.well-known/jwks.json", exchange -> answer(exchange, 200, key.jwks()));
                server.createContext("/internal/service-tokens", TestIdentity::serviceToken);
                server.start();
                var url = "http://127.0.0.1:" + server.getAddress().getPort();
                System.setProperty(KEY, key.encoded());
                System.setProperty(URL, url);
                return url;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void serviceToken(HttpExchange exchange) throws IOException {
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        var tenant =
                TENANT_OF_REQUEST.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (authorization == null || !authorization.startsWith("Basic ")) {
            answer(exchange, 401, "{\"error\":\"Who are you?\",\"code\":\"UNAUTHENTICATED\",\"request_id\":\"test\"}");
            return;
        }
        var credentials = new String(
                Base64.getDecoder().decode(authorization.substring("Basic ".length())), StandardCharsets.UTF_8);
        var service = credentials.substring(0, Math.max(0, credentials.indexOf(':')));
        var token = serviceToken(service, tenant.find() ? tenant.group(1) : TENANT);
        answer(exchange, 200, Json.of(Map.of("access_token", token, "expires_in", SERVICE_TOKEN.toSeconds())));
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
