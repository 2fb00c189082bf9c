package pro.livestream.platform.tenant;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import pro.livestream.contracts.Topic;
import pro.livestream.contracts.event.TenantChanged;
import pro.livestream.contracts.event.TenantStatusChanged;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.database.TenantSchemas;
import pro.livestream.platform.event.EventRejectedException;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.kafka.TopicReplays;
import pro.livestream.platform.outbox.Outbox;

/** The tenants that this service can serve: told by the topic {@code tenants}, each made ready by migrating its schema. */
@ApplicationScoped
public class Tenants {
    private static final Logger LOG = Logger.getLogger(Tenants.class);
    private static final int AT_ONCE_MAX = 3;
    private static final Duration RETRY_FIRST = Duration.ofMillis(500);
    private static final Duration RETRY_MAX = Duration.ofSeconds(30);

    private final TopicReplays replays;
    private final TenantSchemas schemas;
    private final Pool pool;
    private final Outbox outbox;
    private final ServiceConfig config;

    private final Map<Tenant, TenantChanged> wanted = new ConcurrentHashMap<>();
    private final Set<Tenant> ready = ConcurrentHashMap.newKeySet();
    private final Set<Tenant> prepared = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Tenant>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean caughtUp;

    Tenants(TopicReplays replays, TenantSchemas schemas, Pool pool, Outbox outbox, ServiceConfig config) {
        this.replays = replays;
        this.schemas = schemas;
        this.pool = pool;
        this.outbox = outbox;
        this.config = config;
    }

    public boolean isReady(Tenant tenant) {
        return ready.contains(tenant);
    }

    /** Whether there is a migrated schema, whether or not the tenant is served. */
    boolean isPrepared(Tenant tenant) {
        return prepared.contains(tenant);
    }

    public List<Tenant> ready() {
        return List.copyOf(ready);
    }

    /**
     * Does something for each tenant that is served, one after another; never fails: what fails for one concerns that one alone
     * and is logged as {@code what}.
     */
    public Uni<Void> forEachReady(String what, Function<Tenant, ? extends Uni<?>> work) {
        return Multi.createFrom()
                .iterable(ready())
                .onItem()
                .transformToUniAndConcatenate(tenant -> Uni.createFrom()
                        .deferred(() -> work.apply(tenant).replaceWithVoid())
                        .onFailure()
                        .invoke(failure -> LOG.warnf("%s of %s wait: %s", what, tenant, failure.toString()))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** The hosts by which a tenant is called, its own first; none of a tenant that is not known yet. */
    public List<String> domains(Tenant tenant) {
        var known = wanted.get(tenant);
        return known == null ? List.of() : known.domains();
    }

    /** Called once for each tenant, when it has become ready; at once for those that are. */
    public void onReady(Consumer<Tenant> listener) {
        listeners.add(listener);
        ready.forEach(listener);
    }

    /** Completes when every tenant known so far is ready or has failed; later ones follow by themselves. */
    public Uni<Void> start() {
        return replays.start(Topic.TENANTS, this::accept)
                .invoke(() -> caughtUp = true)
                .chain(() -> Multi.createFrom()
                        .iterable(List.copyOf(wanted.keySet()))
                        .onItem()
                        .transformToUni(tenant -> prepare(tenant)
                                .onFailure()
                                .invoke(failure -> retryLater(tenant, failure))
                                .onFailure()
                                .recoverWithNull())
                        .merge(AT_ONCE_MAX)
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    /** Migrates the tenant's schema and serves the tenant from then on. */
    public Uni<Void> prepare(Tenant tenant) {
        return schemas.migrate(tenant.name(), tenant.schema())
                .chain(changed ->
                        changed ? tell(tenant, "ready", null) : Uni.createFrom().voidItem())
                .invoke(() -> {
                    prepared.add(tenant);
                    var state = wanted.get(tenant);
                    if ((state == null || isActive(state)) && ready.add(tenant)) {
                        LOG.infof("tenant %s is ready", tenant);
                        listeners.forEach(listener -> listener.accept(tenant));
                    }
                });
    }

    private void accept(ConsumerRecord<String, byte[]> entry) {
        if (entry.value() == null) {
            return;
        }
        try {
            var changed = EventSerde.read(entry.value(), TenantChanged.class);
            var tenant = new Tenant(changed.schemaName());
            var newest = wanted.merge(tenant, changed, (a, b) -> a.version() > b.version() ? a : b);
            if (!isActive(newest)) {
                ready.remove(tenant);
            }
            if (caughtUp && !(isActive(newest) ? ready : prepared).contains(tenant)) {
                prepare(tenant).subscribe().with(done -> {}, failure -> retryLater(tenant, failure));
            }
        } catch (EventRejectedException | IllegalArgumentException malformed) {
            LOG.warnf("the tenant record at offset %d can't be read: %s", entry.offset(), malformed.getMessage());
        }
    }

    /** One tenant's failed migration concerns that tenant alone. */
    private void retryLater(Tenant tenant, Throwable failure) {
        LOG.errorf(failure, "tenant %s can't be made ready; trying again", tenant);
        tell(tenant, "failed", failure.getClass().getSimpleName())
                .onFailure()
                .recoverWithNull()
                .chain(() -> prepare(tenant))
                .onFailure()
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MAX)
                .indefinitely()
                .subscribe()
                .with(done -> {}, bug -> LOG.errorf(bug, "tenant %s is given up", tenant));
    }

    private Uni<Void> tell(Tenant tenant, String state, @org.jspecify.annotations.Nullable String failure) {
        return pool.withTransaction((SqlConnection tx) -> outbox.append(
                tx,
                new TenantStatusChanged(
                        tenant.name(),
                        config.name(),
                        tenant.name(),
                        state,
                        schemas.fingerprint(),
                        failure,
                        Clock.systemUTC().instant())));
    }

    private static boolean isActive(TenantChanged state) {
        return "active".equals(state.state());
    }
}
