package pro.livestream.gateway.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import pro.livestream.platform.drain.Drain;

/** Counts open tunnels, since each takes two descriptors and a process has only so many. */
@ApplicationScoped
public class Tunnels {
    private static final Duration LEAVING_CHECK = Duration.ofMillis(50);

    private final int max;
    private final Vertx vertx;
    private final AtomicInteger open = new AtomicInteger();

    Tunnels(RouteConfig config, MeterRegistry metrics, Vertx vertx) {
        this.max = config.tunnelsMax();
        this.vertx = vertx;
        metrics.gauge("livestream.gateway.tunnels", open);
    }

    /** When all end together, the services say goodbye through the tunnels. */
    void start(@Observes StartupEvent event, Drain drain) {
        drain.onClientsLeave(() -> Uni.createFrom().emitter(done -> awaitNone(() -> done.complete(null))));
    }

    private void awaitNone(Runnable done) {
        if (open.get() == 0) {
            done.run();
        } else {
            vertx.setTimer(LEAVING_CHECK.toMillis(), fired -> awaitNone(done));
        }
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
