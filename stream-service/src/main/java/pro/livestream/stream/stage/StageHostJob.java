package pro.livestream.stream.stage;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;
import pro.livestream.stream.lease.JobLeases;
import pro.livestream.stream.media.StageHost;
import pro.livestream.stream.seat.Seats;

/**
 * Brings stages and their media servers to the same state, on one replica at a time: what is deleted or was left half made goes there,
 * what is gone there ends with us.
 */
@ApplicationScoped
class StageHostJob {

    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Tenants tenants;
    private final TenantDatabase database;
    private final JobLeases leases;
    private final Stages stages;
    private final StageStore store;
    private final StageOrderStore orders;
    private final StagePlaces places;
    private final Seats seats;
    private final StageConfig config;
    private final Clock clock = Clock.systemUTC();

    StageHostJob(
            Tenants tenants,
            TenantDatabase database,
            JobLeases leases,
            Stages stages,
            StageStore store,
            StageOrderStore orders,
            StagePlaces places,
            Seats seats,
            StageConfig config) {
        this.tenants = tenants;
        this.database = database;
        this.leases = leases;
        this.stages = stages;
        this.store = store;
        this.orders = orders;
        this.places = places;
        this.seats = seats;
        this.config = config;
    }

    /** Each media server is asked once for what it has. */
    @Scheduled(every = "{livestream.stages.hosts-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> settle() {
        Instant bound = clock.instant().minus(config.hostsSettled());
        Map<String, Uni<Set<String>>> there = new HashMap<>();
        return tenants.forEachReady(
                "the stages at media servers",
                tenant -> database.inTransaction(tenant, tx -> work(tx, bound))
                        .chain(work -> settle(tenant, work, there)));
    }

    private record Work(List<Stage> removals, List<StageOrderStore.Order> orders, List<Stage> hosted) {

        static final Work NONE = new Work(List.of(), List.of(), List.of());
    }

    private Uni<Work> work(SqlConnection tx, Instant bound) {
        return store.removalsDue(tx)
                .chain(removals -> orders.before(tx, bound)
                        .chain(left -> store.present(tx)
                                .map(present -> new Work(
                                        removals,
                                        left,
                                        present.stream()
                                                .filter(stage ->
                                                        stage.createdAt().isBefore(bound))
                                                .filter(stage -> places.host(
                                                                stage.venue().provider())
                                                        .isPresent())
                                                .toList()))))
                .chain(work -> leases.ours(tx, "stage-hosts", LEASE, work, Work.NONE));
    }

    private Uni<Void> settle(Tenant tenant, Work work, Map<String, Uni<Set<String>>> there) {
        return each(work.removals(), stage -> remove(tenant, stage))
                .chain(() -> each(work.orders(), order -> places.remove(tenant, order)))
                .chain(() -> each(work.hosted(), stage -> compare(tenant, stage, there)));
    }

    private Uni<Void> remove(Tenant tenant, Stage stage) {
        return places.host(stage.venue().provider())
                .map(host -> host.delete(stage.stageArn()))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> database.inTransaction(tenant, tx -> store.removed(tx, stage.stageArn())));
    }

    /** A list may lack what is there: before a stage ends it is asked for by its name. */
    private Uni<Void> compare(Tenant tenant, Stage stage, Map<String, Uni<Set<String>>> there) {
        String provider = stage.venue().provider();
        StageHost host = places.host(provider).orElseThrow();
        return there.computeIfAbsent(provider, name -> host.all().memoize().indefinitely())
                .chain(arns -> arns.contains(stage.stageArn())
                        ? Uni.createFrom().voidItem()
                        : host.find(stage.stageArn())
                                .chain(found -> found.isPresent()
                                        ? Uni.createFrom().voidItem()
                                        : stages.lost(tenant, stage.stageArn())
                                                .chain(() -> seats.forget(tenant, stage.stageArn()))));
    }

    private static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
