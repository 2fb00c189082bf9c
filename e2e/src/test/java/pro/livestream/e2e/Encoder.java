package pro.livestream.e2e;

import java.time.Duration;
import java.util.List;
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
