package pro.livestream.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An encoder as broadcasters set theirs: when its connection ends it tries the next address, until one lets it in. */
final class Encoder implements AutoCloseable {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);

    private final List<String> addresses;
    private final String streamKey;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private @Nullable Broadcast running;
    private int tries;

    Encoder(List<String> addresses, String streamKey) {
        this.addresses = List.copyOf(addresses);
        this.streamKey = streamKey;
        var _ = clock.scheduleWithFixedDelay(this::push, 0, BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Each node that answers a start names its own address; an encoder may push to any. That of the first node stands first. */
    static List<String> allMediaNodes() {
        String first = "rtmp://127.0.0.1:" + Suite.running().rtmpPort() + "/live";
        var addresses = new TreeSet<>(Comparator.comparing((String address) -> !address.equals(first))
                .thenComparing(Comparator.naturalOrder()));
        var started = new HashMap<Person, String>();
        await("both media nodes are known").atMost(Duration.ofMinutes(1)).until(() -> {
            var somebody = Person.registered("bob");
            var answer = somebody.post("/api/streams", Map.of("title", "To learn an address"));
            started.put(somebody, answer.text("stream_id"));
            addresses.add(answer.body().at("/ingest/rtmp_url").asText().replace("//localhost:", "//127.0.0.1:"));
            return addresses.size() == 2;
        });
        started.forEach((somebody, stream) -> somebody.put("/api/streams/" + stream + "/end", Map.of()));
        return List.copyOf(addresses);
    }

    private synchronized void push() {
        var now = running;
        if (now == null || !now.isAlive()) {
            running = Broadcast.push(addresses.get(tries++ % addresses.size()), streamKey);
        }
    }

    /** How often it has tried an address. */
    synchronized int tries() {
        return tries;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        synchronized (this) {
            if (running != null) {
                running.close();
            }
        }
    }
}
