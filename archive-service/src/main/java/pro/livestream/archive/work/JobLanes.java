package pro.livestream.archive.work;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.drain.Drain;
import pro.livestream.platform.tenant.Tenants;

/** A fixed number of lanes, each with one job at a time; a node that leaves gives its jobs back. */
@ApplicationScoped
class JobLanes {

    private static final Logger LOG = Logger.getLogger(JobLanes.class);
    private static final int AFTER_BOOT = 20;

    private final JobQueue queue;
    private final JobRun run;
    private final Boot boot;
    private final Tenants tenants;
    private final WorkConfig config;
    private final Vertx vertx;
    private final String owner;
    private final Set<UniEmitter<? super Void>> idlers = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;
    private List<Uni<Void>> lanes = List.of();

    JobLanes(
            JobQueue queue,
            JobRun run,
            Boot boot,
            Tenants tenants,
            WorkConfig config,
            ServiceConfig service,
            Drain drain,
            Vertx vertx) {
        this.queue = queue;
        this.run = run;
        this.boot = boot;
        this.tenants = tenants;
        this.config = config;
        this.vertx = vertx;
        this.owner = service.instance();
        drain.onDrain(this::stop);
    }

    void start(@Observes @Priority(AFTER_BOOT) StartupEvent event) {
        int count = config.lanes() > 0
                ? config.lanes()
                : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        lanes = IntStream.range(0, count)
                .mapToObj(number -> lane().memoize().indefinitely())
                .toList();
        lanes.forEach(lane -> vertx.getOrCreateContext()
                .runOnContext(ignored ->
                        lane.subscribe().with(done -> {}, bug -> LOG.error("a lane of jobs has ended", bug))));
    }

    private Uni<Void> lane() {
        return Multi.createBy()
                .repeating()
                .uni(() -> turn().replaceWith(true))
                .until(ignored -> stopped)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> turn() {
        if (!boot.isReady()) {
            return idle(config.pollEvery());
        }
        return queue.claim(owner, tenants.ready(), config.lease())
                .chain(found -> found.isPresent() ? run.of(found.get()) : idle(config.pollEvery()))
                .onFailure()
                .invoke(failure -> LOG.warnf("no job can be had: %s", failure.toString()))
                .onFailure()
                .recoverWithUni(() -> idle(config.pollEvery()));
    }

    private Uni<Void> idle(Duration time) {
        return Uni.createFrom().emitter(emitter -> {
            idlers.add(emitter);
            vertx.setTimer(time.toMillis(), fired -> {
                idlers.remove(emitter);
                emitter.complete(null);
            });
        });
    }

    private Uni<Void> stop() {
        stopped = true;
        run.stopAll();
        idlers.forEach(emitter -> emitter.complete(null));
        return lanes.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(lanes).andCollectFailures().replaceWithVoid();
    }
}
