package pro.livestream.bench.streams;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** Players that send heartbeats on an open schedule: what they cost, how long they take, and whether each is counted once. */
final class Heartbeats {

    private static final int AT_ONCE = 64;
    /** Each is kept for the next heartbeat; who waits for one is late, and counted as such. */
    private static final int CONNECTIONS = 256;

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
        long begun = System.nanoTime();
        var failed = new AtomicInteger();
        var latencies = send(path, cookies, failed);
        double took = (System.nanoTime() - begun) / 1e9;
        service = (suite.cpuSeconds("stream-service") - service) / took;
        gateway = (suite.cpuSeconds("gateway") - gateway) / took;
        TimeUnit.SECONDS.sleep(5);
        var counted = suite.get("/api/streams/" + stream, Map.of());
        suite.put("/api/streams/" + stream + "/end", Suite.as(broadcaster));
        return String.format(
                "heartbeats: %d in %.1f s (%.0f a second), %d failed, p50 %.1f ms, p99 %.1f ms;"
                        + " stream-service %.2f cores, gateway %.2f; viewers %d, counted %d",
                latencies.length,
                took,
                latencies.length / took,
                failed.get(),
                millis(latencies, 0.5),
                millis(latencies, 0.99),
                service,
                gateway,
                viewers,
                counted.get("viewer_count").asInt());
    }

    private static double millis(long[] sorted, double share) {
        return sorted[(int) ((sorted.length - 1) * share)] / 1e6;
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

    private long[] send(String path, List<String> cookies, AtomicInteger failed) throws InterruptedException {
        int total = rate * seconds;
        var latencies = new AtomicLongArray(total);
        var done = new ArrayList<CompletableFuture<?>>(total);
        var turns = new Semaphore(CONNECTIONS);
        long start = System.nanoTime();
        for (int i = 0; i < total; i++) {
            int number = i;
            long due = start + (long) (i * 1e9 / rate);
            long ahead = due - System.nanoTime();
            if (ahead > 0) {
                TimeUnit.NANOSECONDS.sleep(ahead);
            }
            turns.acquire();
            done.add(suite.post(path, Map.of("Cookie", cookies.get(i % cookies.size())), BODY)
                    .handle((answer, failure) -> {
                        turns.release();
                        latencies.set(number, System.nanoTime() - due);
                        if (failure != null || answer.statusCode() != 200) {
                            failed.incrementAndGet();
                        }
                        return null;
                    }));
        }
        done.forEach(CompletableFuture::join);
        var sorted = new long[total];
        for (int i = 0; i < total; i++) {
            sorted[i] = latencies.get(i);
        }
        Arrays.sort(sorted);
        return sorted;
    }
}
