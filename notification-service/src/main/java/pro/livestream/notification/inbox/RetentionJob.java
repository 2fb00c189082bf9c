package pro.livestream.notification.inbox;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

/** Deletes notifications, and with them their deliveries, when their time is over. */
@ApplicationScoped
class RetentionJob {
    private static final int AT_ONCE_MAX = 1_000;

    private final Tenants tenants;
    private final TenantDatabase database;
    private final NotificationStore store;
    private final InboxConfig config;

    RetentionJob(Tenants tenants, TenantDatabase database, NotificationStore store, InboxConfig config) {
        this.tenants = tenants;
        this.database = database;
        this.store = store;
        this.config = config;
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return tenants.forEachReady("old notifications", this::clean);
    }

    private Uni<Void> clean(Tenant tenant) {
        var before = Clock.systemUTC().instant().minus(config.retention());
        return database.inTransaction(tenant, tx -> store.deleteOld(tx, before, AT_ONCE_MAX))
                .chain(count -> count < AT_ONCE_MAX ? Uni.createFrom().voidItem() : clean(tenant));
    }
}
