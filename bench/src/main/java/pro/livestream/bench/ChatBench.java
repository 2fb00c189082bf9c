package pro.livestream.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** Many viewers in one room, some of whom speak at a steady rate; every delivery's latency is taken from the text itself. */
final class ChatBench {
    private static final String MARK = "~ts";
    private static final int WARM_UP_S = 5;
    private static final int DRAIN_S = 3;

    private final RunningSuite suite;
    private final ChatLoad load;
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLongArray latencies;
    private volatile long windowStart = Long.MAX_VALUE;
    private volatile long windowEnd = Long.MAX_VALUE;

    ChatBench(RunningSuite suite, ChatLoad load) {
        this.suite = suite;
        this.load = load;
        this.latencies = new AtomicLongArray(load.conns() * load.rate() * load.seconds() * 2);
    }

    ChatResult run() throws IOException, InterruptedException {
        var tokens = users();
        var stream = suite.post("/api/streams", tokens.getFirst(), Map.of("title", "benchmark"))
                .get("stream_id")
                .asText();
        var sockets = connect(stream, tokens);
        speak(sockets, WARM_UP_S);
        windowStart = System.nanoTime();
        var before = suite.cpuSeconds();
        var sent = speak(sockets, load.seconds());
        windowEnd = System.nanoTime();
        var cpu = new TreeMap<String, Double>();
        suite.cpuSeconds().forEach((name, seconds) -> cpu.put(name, seconds - before.getOrDefault(name, 0.0)));
        pause(DRAIN_S * 1_000L);
        var taken = new long[Math.min(count.get(), latencies.length())];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = latencies.get(i);
        }
        return new ChatResult(load, (long) sent * load.conns(), taken, cpu);
    }

    private List<String> users() throws IOException, InterruptedException {
        var tokens = new ArrayList<String>();
        var unique = Long.toString(System.currentTimeMillis(), 36);
        for (int i = 0; i < load.senders(); i++) {
            var name = "bench-" + unique + "-" + i;
            tokens.add(suite.post(
                            "/api/auth/register",
                            "",
                            Map.of("username", name, "email", name + "@example.org", "password", "benchmark password"))
                    .get("access_token")
                    .asText());
        }
        return tokens;
    }

    private List<WebSocket> connect(String stream, List<String> tokens) throws InterruptedException {
        var client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(load.conns() + 1));
        var sockets = new AtomicReferenceArray<WebSocket>(load.conns());
        var open = new CountDownLatch(load.conns());
        for (int i = 0; i < load.conns(); i++) {
            var number = i;
            var options = new WebSocketConnectOptions()
                    .setHost(suite.gateway().getHost())
                    .setPort(suite.gateway().getPort())
                    .setURI("/ws/streams/" + stream + "/chat")
                    .addHeader("Authorization", "Bearer " + tokens.get(i % tokens.size()));
            client.connect(options)
                    .onSuccess(socket -> {
                        socket.textMessageHandler(this::take);
                        sockets.set(number, socket);
                        open.countDown();
                    })
                    .onFailure(failure -> System.err.println("a connection failed: " + failure.getMessage()));
            if (i % 50 == 49) {
                pause(100);
            }
        }
        if (!open.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException(open.getCount() + " connections did not come up");
        }
        return IntStream.range(0, load.conns()).mapToObj(sockets::get).toList();
    }

    /** Sends on an open schedule that never waits for the server; answers how many messages. */
    private int speak(List<WebSocket> sockets, int seconds) throws InterruptedException {
        var total = load.rate() * seconds;
        var start = System.nanoTime();
        for (int i = 0; i < total; i++) {
            var due = start + (long) (i * 1e9 / load.rate());
            var ahead = due - System.nanoTime();
            if (ahead > 0) {
                TimeUnit.NANOSECONDS.sleep(ahead);
            }
            sockets.get(i % load.senders()).writeTextMessage("{\"type\":\"message\",\"text\":\"" + text() + "\"}");
        }
        return total;
    }

    private String text() {
        var stamped = MARK + System.nanoTime() + " ";
        return stamped + "x".repeat(Math.max(0, load.text() - stamped.length()));
    }

    private void take(String frame) {
        for (int at = frame.indexOf(MARK); at >= 0; at = frame.indexOf(MARK, at + 1)) {
            var end = frame.indexOf(' ', at);
            var stamp = Long.parseLong(frame.substring(at + MARK.length(), end));
            if (stamp >= windowStart && stamp < windowEnd) {
                var slot = count.getAndIncrement();
                if (slot < latencies.length()) {
                    latencies.set(slot, System.nanoTime() - stamp);
                }
            }
        }
    }

    private static void pause(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }
}
