package pro.livestream.local;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import pro.livestream.local.service.Credentials.Account;

/** A few viewers who talk and react, each on a connection of its own that it opens again when it breaks. */
final class DemoChat {
    private static final List<String> LINES = List.of(
            "Hello everybody!",
            "Is that a test picture? I love test pictures.",
            "The colours are crisp today.",
            "Greetings from the back row.",
            "Sound is fine here.",
            "How long have you been live?",
            "The counter in the corner never lies.",
            "This latency is lovely.",
            "First time here, nice stream.",
            "Back in a minute, getting tea.");
    private static final int OK = 200;
    private static final int STAMPS = 6;
    private static final int PAUSE_MIN_MS = 2_500;
    private static final int PAUSE_MAX_MS = 8_000;

    private final Api api;
    private final String url;
    private final String streamId;
    private final CountDownLatch end;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    DemoChat(Api api, String url, String streamId, CountDownLatch end) {
        this.api = api;
        this.url = url;
        this.streamId = streamId;
        this.end = end;
    }

    void start(List<Account> viewers) {
        for (var viewer : viewers) {
            api.post(
                    "/api/auth/register",
                    Map.of(
                            "username", viewer.username(),
                            "email", viewer.username() + "@example.com",
                            "password", viewer.password()));
            Thread.ofVirtual().name(viewer.username()).start(() -> stay(viewer));
        }
    }

    private void stay(Account viewer) {
        try {
            Optional<WebSocket> socket = Optional.empty();
            while (!end.await(ThreadLocalRandom.current().nextInt(PAUSE_MIN_MS, PAUSE_MAX_MS), TimeUnit.MILLISECONDS)) {
                if (socket.isEmpty()
                        || socket.get().isOutputClosed()
                        || socket.get().isInputClosed()) {
                    socket = connect(viewer);
                }
                socket.ifPresent(DemoChat::speak);
            }
            socket.ifPresent(DemoChat::leave);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<WebSocket> connect(Account viewer) {
        var login = api.post("/api/auth/login", Map.of("username", viewer.username(), "password", viewer.password()));
        if (login.status() != OK) {
            return Optional.empty();
        }
        var socket = URI.create(url.replaceFirst("^http", "ws") + "/ws/streams/" + streamId + "/chat");
        try {
            return Optional.of(client.newWebSocketBuilder()
                    .header(
                            "Authorization",
                            "Bearer " + login.body().path("access_token").asText())
                    .buildAsync(socket, new WebSocket.Listener() {})
                    .join());
        } catch (CompletionException refused) {
            return Optional.empty();
        }
    }

    private static void speak(WebSocket socket) {
        var random = ThreadLocalRandom.current();
        var frame = random.nextInt(3) == 0
                ? Map.of("type", "reaction", "stamp_id", random.nextInt(1, STAMPS + 1))
                : Map.of("type", "message", "text", LINES.get(random.nextInt(LINES.size())));
        try {
            socket.sendText(Api.json(frame), true).join();
        } catch (CompletionException | IllegalStateException closed) {
            socket.abort();
        }
    }

    private static void leave(WebSocket socket) {
        try {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        } catch (CompletionException closed) {
            socket.abort();
        }
    }
}
