package pro.livestream.stream.stage;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;
import pro.livestream.stream.lease.JobLeases;
import pro.livestream.stream.seat.PutOffStore;

/**
 * Puts those off their media server whose time here is over: at once who left, after a while who went silent. One after the other, so that
 * calls that somebody waits for get their turns in between; what fails is done again.
 */
@ApplicationScoped
public class PutOffJob {

    private static final Logger LOG = Logger.getLogger(PutOffJob.class);
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** As many as the usual quota of calls allows within the lease. */
    private static final int AT_ONCE = 100;

    private final Tenants tenants;
    private final TenantDatabase database;
    private final JobLeases leases;
    private final PutOffStore store;
    private final StagePlaces places;
    private final Clock clock = Clock.systemUTC();

    PutOffJob(Tenants tenants, TenantDatabase database, JobLeases leases, PutOffStore store, StagePlaces places) {
        this.tenants = tenants;
        this.database = database;
        this.leases = leases;
        this.store = store;
        this.places = places;
    }

    @Scheduled(every = "{livestream.stages.hosts-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> settle() {
        return tenants.forEachReady("participants to be put off", this::settle);
    }

    /** Nobody waits for it; nothing to do where stages are with us. */
    public void soon(Tenant tenant) {
        if (Stage.Venue.LOCAL.provider().equals(places.provider(tenant))) {
            return;
        }
        settle(tenant).subscribe().with(done -> {}, failure -> LOG.warnf("nobody is put off now: %s", failure));
    }

    private Uni<Void> settle(Tenant tenant) {
        return database.inTransaction(
                        tenant,
                        tx -> store.due(tx, clock.instant(), AT_ONCE)
                                .chain(due -> leases.ours(tx, "put-offs", LEASE, due, List.<PutOffStore.PutOff>of())))
                .chain(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(one -> putOff(tenant, one))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> putOff(Tenant tenant, PutOffStore.PutOff one) {
        var gone = one.back()
                ? Uni.createFrom().voidItem()
                : places.host(one.provider())
                        .map(host -> host.disconnect(one.stageArn(), one.participantId(), "left"))
                        .orElseGet(() -> Uni.createFrom().voidItem());
        return gone.chain(() -> database.inTransaction(tenant, tx -> store.done(tx, one)));
    }
}
