package pro.livestream.stream.viewer;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

/** Counts every tenant's viewers in turn, on one replica at a time. */
@ApplicationScoped
class ViewerCountJob {

    private static final Duration TURN = Duration.ofMillis(1_500);

    private final Tenants tenants;
    private final ViewerSets sets;
    private final ViewerCounts counts;

    ViewerCountJob(Tenants tenants, ViewerSets sets, ViewerCounts counts) {
        this.tenants = tenants;
        this.sets = sets;
        this.counts = counts;
    }

    @Scheduled(every = "{livestream.viewers.count-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return tenants.forEachReady("the viewers to be counted", this::count);
    }

    private Uni<Void> count(Tenant tenant) {
        return sets.mayCount(tenant, TURN)
                .chain(ours ->
                        ours ? counts.countLive(tenant) : Uni.createFrom().voidItem());
    }
}
