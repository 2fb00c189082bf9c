package pro.livestream.platform.boot;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import pro.livestream.platform.database.ServiceDatabase;
import pro.livestream.platform.identity.Revocations;
import pro.livestream.platform.kafka.TopicCreator;
import pro.livestream.platform.outbox.OutboxRelay;
import pro.livestream.platform.tenant.Tenants;

/**
 * Brings a service up in order: database, topics, outbox, the service's own steps, tenants, revocations. Each step is tried
 * until it succeeds; the service is ready when all have.
 */
@ApplicationScoped
public class Boot {
    private static final Logger LOG = Logger.getLogger(Boot.class);
    private static final Duration RETRY_FIRST = Duration.ofMillis(250);
    private static final Duration RETRY_MAX = Duration.ofSeconds(5);

    /** A step of one service between the outbox and the tenants, such as making its first rows. */
    public interface Step {
        Uni<Void> run();
    }

    private final ServiceDatabase database;
    private final TopicCreator topics;
    private final OutboxRelay relay;
    private final Instance<Step> steps;
    private final Tenants tenants;
    private final Revocations revocations;
    private final Vertx vertx;
    private volatile String waitingFor = "start";
    private volatile boolean ready;

    Boot(
            ServiceDatabase database,
            TopicCreator topics,
            OutboxRelay relay,
            Instance<Step> steps,
            Tenants tenants,
            Revocations revocations,
            Vertx vertx) {
        this.database = database;
        this.topics = topics;
        this.relay = relay;
        this.steps = steps;
        this.tenants = tenants;
        this.revocations = revocations;
        this.vertx = vertx;
    }

    void start(@Observes @Priority(10) StartupEvent event) {
        vertx.getOrCreateContext().runOnContext(started -> bringUp());
    }

    private void bringUp() {
        step("postgres", database::prepare)
                .chain(() -> step("kafka", topics::create))
                .invoke(relay::start)
                .chain(() -> step("service", this::serviceSteps))
                .chain(() -> step("tenants", tenants::start))
                .chain(() -> step("revocations", revocations::start))
                .subscribe()
                .with(
                        done -> {
                            ready = true;
                            LOG.info("ready");
                        },
                        bug -> LOG.error("the service can't come up", bug));
    }

    public boolean isReady() {
        return ready;
    }

    /** The step that the start waits for. */
    public String waitingFor() {
        return waitingFor;
    }

    private Uni<Void> serviceSteps() {
        var all = Uni.createFrom().voidItem();
        for (var step : steps) {
            all = all.chain(step::run);
        }
        return all;
    }

    private Uni<Void> step(String name, Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(() -> {
                    waitingFor = name;
                    return work.get();
                })
                .onFailure()
                .invoke(failure -> LOG.warnf("waiting for %s: %s", name, failure.toString()))
                .onFailure()
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MAX)
                .indefinitely();
    }
}
