package pro.livestream.local.demo;

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
    private static final int STAMPS = 6;
    private static final int PAUSE_MIN_MS = 2_500;
    private static final int PAUSE_MAX_MS = 8_000;

    private final String url;
    private final String streamId;
    private final CountDownLatch end;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** Lets people talk in a stream until the latch is down. */
    @FunctionalInterface
    interface Opening {
        void open(String streamId, CountDownLatch end);
    }

    DemoChat(String url, String streamId, CountDownLatch end) {
        this.url = url;
        this.streamId = streamId;
        this.end = end;
    }

    void start(List<Actor> viewers) {
        viewers.forEach(viewer -> Thread.ofVirtual().name(viewer.username()).start(() -> stay(viewer)));
    }

    private void stay(Actor viewer) {
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

    private Optional<WebSocket> connect(Actor viewer) {
        var socket = URI.create(url.replaceFirst("^http", "ws") + "/ws/streams/" + streamId + "/chat");
        try {
            return Optional.of(client.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + viewer.token())
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
