package pro.livestream.gateway.route;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts open tunnels, since each takes two descriptors and a process has only so many. */
@ApplicationScoped
public class Tunnels {
    private final int max;
    private final AtomicInteger open = new AtomicInteger();

    Tunnels(RouteConfig config, MeterRegistry metrics) {
        this.max = config.tunnelsMax();
        metrics.gauge("livestream.gateway.tunnels", open);
    }

    public int max() {
        return max;
    }

    public int open() {
        return open.get();
    }

    public boolean isFull() {
        return open.get() >= max;
    }

    boolean take() {
        if (open.incrementAndGet() <= max) {
            return true;
        }
        open.decrementAndGet();
        return false;
    }

    void give() {
        open.decrementAndGet();
    }
}
