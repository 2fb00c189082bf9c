package pro.livestream.bench.streams;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Players that send heartbeats on an open schedule: what they cost, how long they take, and whether each is counted once. */
final class Heartbeats {

    private static final int AT_ONCE = 64;

    private static final Map<String, ?> BODY =
            Map.of("qoe", Map.of("bitrate_kbps", 2_400, "rebuffer_ms", 10, "dropped_frames", 0, "latency_ms", 4_000));

    private final Suite suite;
    private final int viewers;
    private final int rate;
    private final int seconds;

    Heartbeats(Suite suite, int viewers, int rate, int seconds) {
        this.suite = suite;
        this.viewers = viewers;
        this.rate = rate;
        this.seconds = seconds;
    }

    String run() throws IOException, InterruptedException {
        String broadcaster = suite.broadcaster();
        String stream = suite.posted("/api/streams", Suite.as(broadcaster), Map.of("title", "benchmark"))
                .get("stream_id")
                .asText();
        String path = "/api/streams/" + stream + "/heartbeat";
        var cookies = cookies(path);
        double service = suite.cpuSeconds("stream-service");
        double gateway = suite.cpuSeconds("gateway");
        var sent = new Pace(rate, seconds)
                .of(number -> suite.post(path, Map.of("Cookie", cookies.get(number % cookies.size())), BODY));
        service = (suite.cpuSeconds("stream-service") - service) / sent.tookSeconds();
        gateway = (suite.cpuSeconds("gateway") - gateway) / sent.tookSeconds();
        TimeUnit.SECONDS.sleep(5);
        var counted = suite.get("/api/streams/" + stream, Map.of());
        suite.put("/api/streams/" + stream + "/end", Suite.as(broadcaster));
        return String.format(
                "heartbeats: %d in %.1f s (%.0f a second), %d failed, p50 %.1f ms, p99 %.1f ms;"
                        + " stream-service %.2f cores, gateway %.2f; viewers %d, counted %d",
                sent.requests(),
                sent.tookSeconds(),
                sent.requests() / sent.tookSeconds(),
                sent.failed(),
                sent.millis(0.5),
                sent.millis(0.99),
                service,
                gateway,
                viewers,
                counted.get("viewer_count").asInt());
    }

    /** Every viewer gets its cookie with its first heartbeat. */
    private List<String> cookies(String path) throws InterruptedException {
        var turns = new Semaphore(AT_ONCE);
        var asked = new ArrayList<CompletableFuture<String>>();
        for (int i = 0; i < viewers; i++) {
            turns.acquire();
            asked.add(suite.post(path, Map.of(), BODY)
                    .whenComplete((answer, failure) -> turns.release())
                    .thenApply(answer -> answer.headers()
                            .firstValue("set-cookie")
                            .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                            .orElseThrow(() -> new IllegalStateException(
                                    "a viewer got no cookie: " + answer.statusCode() + " " + answer.body()))));
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }
}
