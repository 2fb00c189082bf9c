package pro.livestream.stream.viewer;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;
import pro.livestream.stream.activity.MinuteStore;

/** Writes down what players told of this minute and the one before; which replica does it, and how often, makes no difference. */
@ApplicationScoped
class QualityJob {

    private static final Duration LOOKED_BACK = Duration.ofMinutes(1);

    private final Tenants tenants;
    private final TenantDatabase database;
    private final ViewerCountStore streams;
    private final QoeSums sums;
    private final MinuteStore minutes;
    private final Clock clock = Clock.systemUTC();

    QualityJob(Tenants tenants, TenantDatabase database, ViewerCountStore streams, QoeSums sums, MinuteStore minutes) {
        this.tenants = tenants;
        this.database = database;
        this.streams = streams;
        this.sums = sums;
        this.minutes = minutes;
    }

    @Scheduled(every = "{livestream.viewers.quality-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> write() {
        Instant now = clock.instant();
        return tenants.forEachReady("the quality of playback to be written", tenant -> write(tenant, now));
    }

    private Uni<Void> write(Tenant tenant, Instant now) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        return database.inTransaction(tenant, tx -> streams.liveSince(tx, now.minus(LOOKED_BACK)))
                .chain(live -> Multi.createFrom()
                        .iterable(live)
                        .onItem()
                        .transformToMultiAndConcatenate(
                                id -> told(tenant, id, List.of(minute.minus(LOOKED_BACK), minute)))
                        .filter(played -> played.playedMs() > 0)
                        .collect()
                        .in(ArrayList<MinuteStore.Played>::new, ArrayList::add))
                .chain(played -> played.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : database.inTransaction(tenant, tx -> minutes.played(tx, played)));
    }

    private Multi<MinuteStore.Played> told(Tenant tenant, UUID streamId, List<Instant> some) {
        return Multi.createFrom()
                .iterable(some)
                .onItem()
                .transformToUniAndConcatenate(minute -> sums.minute(tenant, streamId, minute));
    }
}
