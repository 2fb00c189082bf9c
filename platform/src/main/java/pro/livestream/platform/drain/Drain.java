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

/**
 * Leaving in order: no longer ready; clients are answered and sent away while the server still listens; then what they gave
 * is brought to its place; then the end.
 */
@ApplicationScoped
public class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final Duration CLIENTS_PATIENCE = Duration.ofSeconds(5);
    private static final Duration WORK_PATIENCE = Duration.ofSeconds(10);

    private final List<Supplier<Uni<Void>>> ofClients = new CopyOnWriteArrayList<>();
    private final List<Supplier<Uni<Void>>> ofWork = new CopyOnWriteArrayList<>();
    private volatile boolean draining;

    /** Run first when the service ends, all at the same time, 5 s at most: the clients leave. */
    public void onClientsLeave(Supplier<Uni<Void>> hook) {
        ofClients.add(hook);
    }

    /** Run when no client is left, all at the same time, 10 s at most. */
    public void onDrain(Supplier<Uni<Void>> hook) {
        ofWork.add(hook);
    }

    public boolean isDraining() {
        return draining;
    }

    /** Quarkus stops listening as soon as this observer returns. */
    void announced(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        draining = true;
        await(ofClients, CLIENTS_PATIENCE);
    }

    /** Quarkus tears everything down as soon as the observers return. */
    void ended(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        draining = true;
        await(ofWork, WORK_PATIENCE);
    }

    /** The one place that waits. */
    private static void await(List<Supplier<Uni<Void>>> hooks, Duration patience) throws InterruptedException {
        var open = new CountDownLatch(hooks.size());
        for (var hook : hooks) {
            Uni.createFrom()
                    .deferred(() -> hook.get())
                    .onTermination()
                    .invoke(open::countDown)
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warn("a part did not drain", failure));
        }
        if (!open.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("not everything drained in time");
        }
    }
}
