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
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import pro.livestream.notification.delivery.DeliveryJob;
import pro.livestream.notification.delivery.TenantTurns;
import pro.livestream.notification.delivery.live.LiveChannel;
import pro.livestream.notification.follow.FollowNews;
import pro.livestream.notification.inbox.Notification;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

/** Tells users of new followers, all of the same hour in one notification that grows: "5 new followers". */
@ApplicationScoped
class NewFollowerJob {
    private static final Logger LOG = Logger.getLogger(NewFollowerJob.class);
    private static final int USERS_SHOWN_MAX = 10;

    private final Tenants tenants;
    private final TenantDatabase database;
    private final FollowNews news;
    private final RecipientStore recipients;
    private final Announcer announcer;
    private final LiveChannel live;
    private final DeliveryJob deliveries;
    private final FanoutConfig config;
    private final Boot boot;
    private final TenantTurns turns = new TenantTurns();

    NewFollowerJob(
            Tenants tenants,
            TenantDatabase database,
            FollowNews news,
            RecipientStore recipients,
            Announcer announcer,
            LiveChannel live,
            DeliveryJob deliveries,
            FanoutConfig config,
            Boot boot) {
        this.tenants = tenants;
        this.database = database;
        this.news = news;
        this.recipients = recipients;
        this.announcer = announcer;
        this.live = live;
        this.deliveries = deliveries;
        this.config = config;
        this.boot = boot;
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
                .invoke(failure -> LOG.warnf("news of followers wait: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> work(Tenant tenant) {
        return Multi.createBy()
                .repeating()
                .uni(() -> database.inTransaction(tenant, this::tellOne)
                        .call(told -> told.isEmpty() ? Uni.createFrom().voidItem() : publish(tenant, told.get())))
                .whilst(Optional::isPresent)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> publish(Tenant tenant, List<Notification> shown) {
        deliveries.wake(tenant);
        return live.publish(tenant, shown);
    }

    private Uni<Optional<List<Notification>>> tellOne(SqlConnection tx) {
        var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        return news.takeOne(tx, now)
                .chain(user -> user.isEmpty()
                        ? Uni.createFrom().item(Optional.<List<Notification>>empty())
                        : tell(tx, user.get(), now).map(Optional::of));
    }

    private Uni<List<Notification>> tell(SqlConnection tx, UUID userId, Instant now) {
        var span = config.followersTogether().toMillis();
        var start = Instant.ofEpochMilli(now.toEpochMilli() / span * span);
        return news.since(tx, userId, start, USERS_SHOWN_MAX)
                .chain(bundle -> bundle.count() == 0
                        ? Uni.createFrom().item(List.<Notification>of())
                        : tell(tx, userId, bundle, start, now));
    }

    private Uni<List<Notification>> tell(
            SqlConnection tx, UUID userId, FollowNews.Bundle bundle, Instant start, Instant now) {
        var source = new UUID(start.toEpochMilli(), 0);
        return recipients
                .find(tx, userId)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(List.<Notification>of())
                        : announcer.renew(tx, Announcements.of(bundle, source, now), found.get(), now));
    }
}
