package pro.livestream.chat.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

/**
 * Makes the partitions of months to come, drops those whose time is over and cleans rooms that keep less. Every node runs it:
 * each step is small and done once, whoever comes first.
 */
@ApplicationScoped
class RetentionJob {

    private static final Logger LOG = Logger.getLogger(RetentionJob.class);

    private final Tenants tenants;
    private final PartitionStore partitions;
    private final RetentionStore store;
    private final RetentionConfig config;
    private final MeterRegistry metrics;

    /** What one run did for a tenant. */
    record Done(int created, int dropped, int kept, int removed) {
        static final Done NOTHING = new Done(0, 0, 0, 0);

        private Done plus(Done other) {
            return new Done(
                    created + other.created, dropped + other.dropped, kept + other.kept, removed + other.removed);
        }
    }

    RetentionJob(
            Tenants tenants,
            PartitionStore partitions,
            RetentionStore store,
            RetentionConfig config,
            MeterRegistry metrics) {
        this.tenants = tenants;
        this.partitions = partitions;
        this.store = store;
        this.config = config;
        this.metrics = metrics;
    }

    @Scheduled(
            every = "${livestream.chat.retention.every:1h}",
            delayed = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        var now = Clock.systemUTC().instant();
        return tenants.forEachReady(
                "the messages to be let go",
                tenant -> run(tenant, now).onFailure().invoke(this::failed));
    }

    private void failed() {
        metrics.counter("chat.retention.failures").increment();
    }

    /** One tenant's turn, as things stand at that moment. */
    Uni<Done> run(Tenant tenant, Instant now) {
        return steps(List.of(
                        () -> createAhead(tenant, now),
                        () -> dropExpired(tenant, now),
                        () -> cleanShortLived(tenant),
                        () -> untilEmpty(() -> store.removeOverdue(tenant, oldest(now)))))
                .invoke(done -> report(tenant, done));
    }

    private static Uni<Done> steps(List<Supplier<Uni<Done>>> steps) {
        return each(steps, Supplier::get);
    }

    private static <T> Uni<Done> each(List<T> items, Function<T, Uni<Done>> step) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> step.apply(item))
                .collect()
                .asList()
                .map(all -> all.stream().reduce(Done.NOTHING, Done::plus));
    }

    private Uni<Done> createAhead(Tenant tenant, Instant now) {
        var month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        var wanted = Stream.iterate(month, one -> one.plusMonths(1))
                .limit(config.monthsAhead() + 1L)
                .toList();
        return partitions
                .months(tenant)
                .chain(there -> each(
                        wanted.stream().filter(one -> !there.contains(one)).toList(),
                        missing -> partitions.create(tenant, missing).map(made -> new Done(made ? 1 : 0, 0, 0, 0))));
    }

    private Uni<Done> dropExpired(Tenant tenant, Instant now) {
        var oldest = YearMonth.from(oldest(now).atOffset(ZoneOffset.UTC));
        return partitions
                .months(tenant)
                .chain(there -> each(
                        there.stream().filter(month -> month.isBefore(oldest)).toList(),
                        expired -> partitions.drop(tenant, expired).map(dropped -> switch (dropped) {
                            case DROPPED -> new Done(0, 1, 0, 0);
                            case UNCONFIRMED -> new Done(0, 0, 1, 0);
                            case GONE -> Done.NOTHING;
                        })));
    }

    private Uni<Done> cleanShortLived(Tenant tenant) {
        return store.shortLived(tenant)
                .chain(rooms -> each(
                        rooms,
                        room -> room.nothing()
                                ? untilEmpty(() -> store.empty(tenant, room.id()))
                                : store.trim(tenant, room.id()).map(gone -> new Done(0, 0, 0, gone))));
    }

    private Uni<Done> untilEmpty(Supplier<Uni<Integer>> batch) {
        return batch.get()
                .chain(gone -> gone < config.batchMax()
                        ? Uni.createFrom().item(new Done(0, 0, 0, gone))
                        : untilEmpty(batch).map(rest -> rest.plus(new Done(0, 0, 0, gone))));
    }

    private Instant oldest(Instant now) {
        return now.minus(Duration.ofDays(config.days()));
    }

    private void report(Tenant tenant, Done done) {
        metrics.counter("chat.retention.partitions", "act", "created").increment(done.created());
        metrics.counter("chat.retention.partitions", "act", "dropped").increment(done.dropped());
        metrics.counter("chat.retention.partitions", "act", "kept_unconfirmed").increment(done.kept());
        metrics.counter("chat.retention.rows.removed").increment(done.removed());
        if (!done.equals(Done.NOTHING)) {
            LOG.infof(
                    "%s: %d partitions made, %d dropped, %d kept since events are unconfirmed, %d rows removed",
                    tenant, done.created(), done.dropped(), done.kept(), done.removed());
        }
    }
}
