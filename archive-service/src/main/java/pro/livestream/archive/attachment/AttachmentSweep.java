package pro.livestream.archive.attachment;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import pro.livestream.archive.storage.ObjectStore;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

/** Takes away the objects of files that were removed or never used; several nodes may do it at once without harm. */
@ApplicationScoped
class AttachmentSweep {

    private static final int AT_ONCE = 200;

    private final Tenants tenants;
    private final TenantDatabase database;
    private final AttachmentStore attachments;
    private final ObjectStore store;
    private final AttachmentConfig config;

    AttachmentSweep(
            Tenants tenants,
            TenantDatabase database,
            AttachmentStore attachments,
            ObjectStore store,
            AttachmentConfig config) {
        this.tenants = tenants;
        this.database = database;
        this.attachments = attachments;
        this.store = store;
        this.config = config;
    }

    @Scheduled(
            every = "${livestream.archive.attachment.sweep-every:60S}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return tenants.forEachReady("files to be taken away", tenant -> sweep(tenant));
    }

    private Uni<Void> sweep(Tenant tenant) {
        return database.inTransaction(tenant, tx -> attachments.gone(tx, config.unusedFor(), AT_ONCE))
                .onItem()
                .transformToMulti(gone -> Multi.createFrom().iterable(gone))
                .onItem()
                .transformToUniAndConcatenate(gone -> store.removeAll(
                                store.bucket(), Attachment.key(tenant, gone.userId(), gone.id()))
                        .chain(() -> database.inTransaction(tenant, tx -> attachments.forget(tx, gone.id()))))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
