package pro.livestream.platform.drain;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Leaving in order: no longer ready, then the hooks of those who hold clients, then the end. */
@ApplicationScoped
public class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Supplier<Uni<Void>>> hooks = new CopyOnWriteArrayList<>();
    private volatile boolean draining;

    /** Run once when the service ends, all at the same time, 10 s at most. */
    public void onDrain(Supplier<Uni<Void>> hook) {
        hooks.add(hook);
    }

    public boolean isDraining() {
        return draining;
    }

    void announced(@Observes ShutdownDelayInitiatedEvent event) {
        draining = true;
    }

    /** The one place that waits: Quarkus tears everything down as soon as the observers return. */
    void ended(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        draining = true;
        var open = new CountDownLatch(hooks.size());
        for (var hook : hooks) {
            Uni.createFrom()
                    .deferred(() -> hook.get())
                    .onTermination()
                    .invoke(open::countDown)
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warn("a part did not drain", failure));
        }
        if (!open.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("not everything drained in time");
        }
    }
}
