package pro.livestream.chat.moderation;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import pro.livestream.chat.hold.HeldStore;
import pro.livestream.chat.hold.HoldConfig;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.room.RoomDirectory;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

/** Ends the waiting of old held messages, forgets decided ones, and brings approved ones home whose node died. */
@Singleton
class HeldJob {

    private static final Logger LOG = Logger.getLogger(HeldJob.class);
    private static final int AT_ONCE_MAX = 100;

    private final Tenants tenants;
    private final TenantDatabase database;
    private final HeldStore store;
    private final HeldService service;
    private final RoomDirectory directory;
    private final HoldConfig config;

    HeldJob(
            Tenants tenants,
            TenantDatabase database,
            HeldStore store,
            HeldService service,
            RoomDirectory directory,
            HoldConfig config) {
        this.tenants = tenants;
        this.database = database;
        this.store = store;
        this.service = service;
        this.directory = directory;
        this.config = config;
    }

    @Scheduled(
            every = "${livestream.chat.hold.expire-every:60s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> expire() {
        return tenants.forEachReady(
                "held messages",
                tenant -> database.inTransaction(
                                tenant,
                                tx -> HeldStore.expire(tx, config.expiresAfter())
                                        .flatMap(expired -> HeldStore.forget(tx, config.kept())
                                                .invoke(gone -> note(tenant, expired, gone))))
                        .replaceWithVoid());
    }

    private static void note(Tenant tenant, int expired, int gone) {
        if (expired + gone > 0) {
            LOG.infof("Held messages of %s: %d expired, %d forgotten", tenant, expired, gone);
        }
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> publish() {
        return tenants.forEachReady(
                "held messages",
                tenant -> store.unpublished(tenant, config.publishPatience(), AT_ONCE_MAX)
                        .onItem()
                        .transformToMulti(kept -> Multi.createFrom().iterable(kept))
                        .onItem()
                        .transformToUniAndConcatenate(kept -> directory
                                .find(new RoomKey(tenant.name(), kept.message().streamId()))
                                .flatMap(room -> service.publish(room, kept))
                                .onFailure()
                                .invoke(away -> LOG.warnf(
                                        "The approved message %s still waits: %s",
                                        kept.message().id(), away.toString()))
                                .onFailure()
                                .recoverWithNull())
                        .collect()
                        .last()
                        .replaceWithVoid());
    }
}
