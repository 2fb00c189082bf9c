package pro.livestream.archive.assembly;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import pro.livestream.archive.vod.ArchiveStore;
import pro.livestream.archive.vod.RecordedStream;
import pro.livestream.archive.work.JobKind;
import pro.livestream.archive.work.JobQueue;
import pro.livestream.platform.event.EventRejectedException;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.tenant.Tenant;

/** Makes an archive and the job for it, once for each stream. */
@ApplicationScoped
class ArchiveBeginning {

    private static final int KEY_LENGTH_MAX = 500;

    private final ArchiveStore store;
    private final JobQueue queue;

    ArchiveBeginning(ArchiveStore store, JobQueue queue) {
        this.store = store;
        this.queue = queue;
    }

    /** Rejects a recording that lies outside of the tenant's folder. */
    Uni<Void> begin(SqlConnection tx, Tenant tenant, RecordedStream stream) {
        if (!stream.manifest().startsWith(tenant.name() + "/")
                || stream.manifest().length() > KEY_LENGTH_MAX) {
            throw new EventRejectedException("the recording is not the tenant's");
        }
        var archiveId = Ids.next();
        String prefix = ArchiveStore.prefix(tenant, stream.userId(), stream.streamId(), archiveId);
        return store.insert(tx, archiveId, prefix, stream)
                .chain(isNew -> isNew
                        ? queue.add(tx, tenant, JobKind.ASSEMBLE, archiveId)
                        : Uni.createFrom().voidItem());
    }
}
