package pro.livestream.gateway.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.drain.Drain;
import pro.livestream.platform.drain.Returns;

/** Counts open tunnels, since each takes two descriptors and a process has only so many; sends them away at the end. */
@ApplicationScoped
public class Tunnels {
    private static final Duration LEAVING_CHECK = Duration.ofMillis(50);

    private final int max;
    private final Duration delayMax;
    private final Vertx vertx;
    private final Drain drain;
    private final AtomicInteger open = new AtomicInteger();
    private final Set<Place> places = ConcurrentHashMap.newKeySet();

    /** What goes through a tunnel. */
    interface Passenger {
        /** The client is told to come back after a delay, or cut off where it can't be told; from any thread. */
        void sayGoodbye(long delayMs);
    }

    /** Room for one tunnel, until it is given back. */
    final class Place {
        private volatile @Nullable Passenger passenger;

        void take(Passenger through) {
            passenger = through;
        }

        /** At most once, however often it is called. */
        void give() {
            if (places.remove(this)) {
                open.decrementAndGet();
            }
        }
    }

    Tunnels(RouteConfig config, MeterRegistry metrics, Vertx vertx, Drain drain) {
        this.max = config.tunnelsMax();
        this.delayMax = config.reconnectDelayMax();
        this.vertx = vertx;
        this.drain = drain;
        metrics.gauge("livestream.gateway.tunnels", open);
    }

    /** When all end together, the services say goodbye through the tunnels too; the first is heard. */
    void start(@Observes StartupEvent event) {
        drain.onClientsLeave(() -> {
            sayGoodbye();
            return Uni.createFrom().emitter(done -> awaitNone(() -> done.complete(null)));
        });
    }

    /** Tells everybody to come back, each after a delay of its own. */
    void sayGoodbye() {
        long within = Returns.spread(open.get(), delayMax).toMillis();
        for (var place : places) {
            var passenger = place.passenger;
            if (passenger != null) {
                passenger.sayGoodbye(ThreadLocalRandom.current().nextLong(within));
            }
        }
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

    /** Null when there is none, or this gateway leaves. */
    @Nullable Place take() {
        if (drain.isDraining()) {
            return null;
        }
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            return null;
        }
        var place = new Place();
        places.add(place);
        return place;
    }
}
