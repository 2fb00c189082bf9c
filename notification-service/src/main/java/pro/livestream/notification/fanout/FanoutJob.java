package pro.livestream.notification.fanout;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.delivery.DeliveryJob;
import pro.livestream.notification.delivery.TenantTurns;
import pro.livestream.notification.delivery.live.LiveChannel;
import pro.livestream.notification.fanout.FanoutStore.Part;
import pro.livestream.notification.inbox.Notification;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

/**
 * Tells followers page by page. A page's notifications and the part's new position are committed together: whoever goes on
 * after a crash starts at the first follower who was not told.
 */
@ApplicationScoped
class FanoutJob {
    private static final Logger LOG = Logger.getLogger(FanoutJob.class);

    private final Tenants tenants;
    private final TenantDatabase database;
    private final FanoutStore fanouts;
    private final RecipientStore recipients;
    private final Announcer announcer;
    private final LiveChannel live;
    private final DeliveryJob deliveries;
    private final FanoutConfig config;
    private final Boot boot;
    private final String instance;
    private final TenantTurns turns = new TenantTurns();
    private final Clock clock = Clock.systemUTC();

    /** What one transaction did. */
    private record PageTold(
            List<Notification> shown, @Nullable Part rest) {}

    FanoutJob(
            Tenants tenants,
            TenantDatabase database,
            FanoutStore fanouts,
            RecipientStore recipients,
            Announcer announcer,
            LiveChannel live,
            DeliveryJob deliveries,
            FanoutConfig config,
            ServiceConfig service,
            Boot boot) {
        this.tenants = tenants;
        this.database = database;
        this.fanouts = fanouts;
        this.recipients = recipients;
        this.announcer = announcer;
        this.live = live;
        this.deliveries = deliveries;
        this.config = config;
        this.boot = boot;
        // a restarted replica is another one: it must not take its predecessor's lease for its own
        this.instance = service.instance() + "/" + Ids.next();
    }

    void wake(Tenant tenant) {
        turns.wake(tenant);
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        if (!boot.isReady()) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(turns.next(tenants.ready()))
                .onItem()
                .transformToUniAndConcatenate(this::work)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("telling followers waits: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /** All open parts of one tenant, a few at the same time. */
    private Uni<Void> work(Tenant tenant) {
        return Multi.createFrom()
                .range(0, config.partsAtOnce())
                .onItem()
                .transformToUni(worker -> parts(tenant, instance + "/" + worker))
                .merge(config.partsAtOnce())
                .collect()
                .last()
                .replaceWithVoid()
                .invoke(() -> turns.rest(tenant));
    }

    private Uni<Void> parts(Tenant tenant, String owner) {
        return Multi.createBy()
                .repeating()
                .uni(() -> database.inTransaction(
                                tenant, tx -> fanouts.lease(tx, owner, clock.instant(), config.lease()))
                        .call(leased -> leased.map(part -> pages(tenant, part))
                                .orElseGet(() -> Uni.createFrom().voidItem())))
                .whilst(leased -> leased.isPresent())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> pages(Tenant tenant, Part part) {
        return database.inTransaction(tenant, tx -> page(tx, part))
                .call(told -> live.publish(tenant, told.shown()))
                .invoke(() -> deliveries.wake(tenant))
                .chain(told -> told.rest() == null ? Uni.createFrom().voidItem() : pages(tenant, told.rest()));
    }

    private Uni<PageTold> page(SqlConnection tx, Part part) {
        return fanouts.isStillMine(tx, part)
                .chain(mine -> mine ? tell(tx, part) : Uni.createFrom().item(new PageTold(List.of(), null)));
    }

    /** One follower more than the page holds is read: the start of the next page. */
    private Uni<PageTold> tell(SqlConnection tx, Part part) {
        var now = now();
        return recipients
                .followers(tx, part.broadcaster(), part.nextId(), part.endId(), config.pageSize() + 1)
                .chain(found -> {
                    var isLast = found.size() <= config.pageSize();
                    var page = isLast ? found : found.subList(0, config.pageSize());
                    var nextId = isLast ? null : found.getLast().userId();
                    return announcer
                            .tell(tx, part.announcement(), page, now)
                            .call(shown -> fanouts.advance(tx, part, nextId, page.size(), now.plus(config.lease())))
                            .map(shown -> new PageTold(shown, nextId == null ? null : rest(part, nextId)));
                });
    }

    private static Part rest(Part part, java.util.UUID nextId) {
        return new Part(
                part.fanoutId(),
                part.part(),
                nextId,
                part.endId(),
                part.broadcaster(),
                part.announcement(),
                part.owner());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
