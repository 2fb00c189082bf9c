package pro.livestream.chat.fanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Counts what leaves and how long it took from this node's receipt of the words to the write. */
@Singleton
public class FanoutMetrics {

    private final Counter deliveries;
    private final Counter slow;
    private final Counter sampled;
    private final Timer latency;

    public FanoutMetrics(MeterRegistry registry) {
        deliveries = Counter.builder("chat.deliveries")
                .description("Frames written to connections")
                .register(registry);
        slow = Counter.builder("chat.slow.closed")
                .description("Connections closed with 1013")
                .register(registry);
        sampled = Counter.builder("chat.messages.sampled")
                .description("Messages that only a part of a hot room's viewers was sent")
                .register(registry);
        latency = Timer.builder("chat.broadcast.latency")
                .description("From receiving a message to writing it to a lane's connections")
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(80),
                        Duration.ofMillis(150),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1))
                .register(registry);
    }

    void delivered(List<OutFrame> frames, long count) {
        deliveries.increment((double) count);
        long now = System.nanoTime();
        for (var frame : frames) {
            if (frame.receivedNanos() != 0) {
                latency.record(now - frame.receivedNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }

    void sampled() {
        sampled.increment();
    }

    void slowClosed() {
        slow.increment();
    }
}
