package pro.livestream.gateway.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small HTTP servers in the place of the services: they answer with what reached them, or misbehave where the path says so. */
public final class LocalServices implements QuarkusTestResourceLifecycleManager {
    public static final String ADMIN = "root-admin";
    public static final String ADMIN_PASSWORD = "correct horse";
    public static final String API_SECRET_KEY = "the-operators-own-key";
    public static final String STRIPE_API_BASE = "http://127.0.0.1:22111";
    public static final int LATE_MS = 500;
    public static final int RESPONSE_TIMEOUT_MS = 1000;
    public static final int BURST_BYTES = 64 * 1024 * 1024;

    /** A media node without a stream. */
    private static final String EMPTY_NODE = "empty-node";
    /** Answers requests as stream-service, but takes no more sockets; not yet ready for some requests, and breaks others off. */
    private static final String LEAVING_NODE = "stream-service, leaving";

    private @Nullable Vertx vertx;

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        var chat = serve(vertx, "chat-service");
        var stream = serve(vertx, "stream-service");
        var other = serve(vertx, "other");
        var settings = new HashMap<String, String>();
        settings.put("CHAT_SERVICE_URL", address(chat.actualPort()));
        settings.put(
                "STREAM_SERVICE_URL",
                address(freePort())
                        + "," + address(serve(vertx, LEAVING_NODE).actualPort())
                        + "," + address(stream.actualPort()));
        settings.put(
                "STREAM_MEDIA_URL",
                address(serve(vertx, EMPTY_NODE).actualPort()) + "," + address(stream.actualPort()));
        settings.put("ARCHIVE_SERVICE_URL", address(other.actualPort()));
        settings.put("NOTIFICATION_SERVICE_URL", address(other.actualPort()));
        settings.put("PAYMENT_SERVICE_URL", address(freePort()));
        settings.put("STRIPE_API_BASE", STRIPE_API_BASE);
        settings.put("gateway.route.response-timeout", RESPONSE_TIMEOUT_MS + "ms");
        settings.put("SERVICE_SECRETS", "chat-service:chat-secret,stream-service:stream-secret");
        settings.put("ADMIN_USERNAME", ADMIN);
        settings.put("ADMIN_PASSWORD", ADMIN_PASSWORD);
        settings.put("API_SECRET_KEY", API_SECRET_KEY);
        settings.put("BCRYPT_COST", "4");
        settings.put("RATE_LIMIT_MAX_REQUESTS", "100000");
        settings.put("AUTH_RATE_LIMIT_MAX_REQUESTS", "100000");
        settings.put("TENANT_FALLBACK", "none");
        settings.put("CORS_ORIGINS", "https://partner.example");
        return settings;
    }

    @Override
    public void stop() {
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** A port that nothing listens on. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String address(int port) {
        return "http://127.0.0.1:" + port;
    }

    private static HttpServer serve(Vertx vertx, String name) {
        return vertx.createHttpServer(new HttpServerOptions()
                        .addWebSocketSubProtocol("livestream.v1")
                        .setMaxWebSocketFrameSize(1 << 20))
                .webSocketHandshakeHandler(handshake -> {
                    if (name.equals(LEAVING_NODE)) {
                        handshake.reject(503);
                    } else {
                        handshake.accept();
                    }
                })
                .webSocketHandler(LocalServices::socket)
                .requestHandler(request -> answer(vertx, name, request))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static void answer(Vertx vertx, String name, HttpServerRequest request) {
        if (request.path().startsWith("/hls/")
                && (name.equals(EMPTY_NODE) || request.path().startsWith("/hls/nowhere/"))) {
            request.response()
                    .setStatusCode(404)
                    .putHeader("Content-Type", "application/json")
                    .end("{\"code\":\"NOT_FOUND\"}");
            return;
        }
        if (request.path().equals("/q/health")) {
            request.response().end("""
                {"status": "UP", "checks": [{"name": "service", "status": "UP"}]}
                """);
            return;
        }
        if (name.equals(LEAVING_NODE) && request.path().endsWith("/soon")) {
            request.response()
                    .setStatusCode(503)
                    .putHeader("Content-Type", "application/json")
                    .end("{\"code\":\"TENANT_NOT_READY\"}");
            return;
        }
        if (name.equals(LEAVING_NODE) && request.path().endsWith("/elsewhere")) {
            request.connection().close();
            return;
        }
        if (request.path().endsWith("/hang")) {
            return;
        }
        if ("text/event-stream".equals(request.getHeader("Accept"))) {
            EVENT_STREAMS.incrementAndGet();
            if ("late".equals(request.query())) {
                vertx.setTimer(
                        LATE_MS,
                        due -> request.response()
                                .end(Buffer.buffer(new byte[BURST_BYTES]))
                                .onComplete(taken -> EVENT_STREAMS.decrementAndGet()));
                return;
            }
            request.response().closeHandler(closed -> EVENT_STREAMS.decrementAndGet());
            if ("hang".equals(request.query())) {
                return;
            }
            request.response()
                    .setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .write("data: first, of a stream that goes on\n\n");
            return;
        }
        if (request.path().endsWith("/break")) {
            request.connection().close();
            return;
        }
        request.body().onSuccess(body -> {
            var headers = new JsonObject();
            request.headers()
                    .names()
                    .forEach(header -> headers.put(
                            header.toLowerCase(java.util.Locale.ROOT),
                            new JsonArray(request.headers().getAll(header))));
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Server", "secret-version")
                    .putHeader("Connection", "X-Hop")
                    .putHeader("X-Hop", "must not travel")
                    .end(new JsonObject()
                            .put("service", name.replace(", leaving", ""))
                            .put("method", request.method().name())
                            .put("uri", request.uri())
                            .put("headers", headers)
                            .put("body_bytes", body.length())
                            .encode());
        });
    }

    /** Echoes; on {@code burst} it writes as much as the other side takes, up to a bound, and on {@code bye} it closes. */
    private static void socket(ServerWebSocket socket) {
        socket.textMessageHandler(text -> {
            switch (text) {
                case "burst" -> burst(socket, 0);
                case "bye" -> socket.close((short) 4001, "session ended");
                case "headers" ->
                    socket.writeTextMessage(String.valueOf(socket.headers().get("Authorization")));
                default -> socket.writeTextMessage(text);
            }
        });
    }

    private static final Buffer BLOCK = Buffer.buffer(new byte[64 * 1024]);
    private static final java.util.concurrent.atomic.AtomicLong WRITTEN = new java.util.concurrent.atomic.AtomicLong();

    private static final java.util.concurrent.atomic.AtomicInteger EVENT_STREAMS =
            new java.util.concurrent.atomic.AtomicInteger();

    /** Event streams that are open here. */
    public static int eventStreams() {
        return EVENT_STREAMS.get();
    }

    /** Bytes that the last burst could write. */
    public static long written() {
        return WRITTEN.get();
    }

    private static void burst(ServerWebSocket socket, long start) {
        var bytes = start;
        while (bytes < BURST_BYTES) {
            if (socket.writeQueueFull()) {
                var reached = bytes;
                socket.drainHandler(drained -> {
                    socket.drainHandler(null);
                    burst(socket, reached);
                });
                return;
            }
            socket.writeBinaryMessage(BLOCK);
            bytes += BLOCK.length();
            WRITTEN.set(bytes);
        }
    }
}
