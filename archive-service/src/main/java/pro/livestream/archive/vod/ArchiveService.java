package pro.livestream.archive.vod;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import pro.livestream.archive.work.JobKind;
import pro.livestream.archive.work.JobQueue;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.tenant.TenantDatabase;

/** What callers do with archives, apart from watching and removing them. */
@ApplicationScoped
class ArchiveService {

    private static final int VIEW_AGAIN_AFTER_MIN = 30;

    private final TenantDatabase database;
    private final ArchiveStore store;
    private final ArchiveAccess access;
    private final JobQueue queue;

    ArchiveService(TenantDatabase database, ArchiveStore store, ArchiveAccess access, JobQueue queue) {
        this.database = database;
        this.store = store;
        this.access = access;
        this.queue = queue;
    }

    Uni<Page<Archive>> list(Caller caller, ArchiveQuery query) {
        return database.inTransaction(caller.tenant(), tx -> store.list(tx, query));
    }

    Uni<Archive> get(Caller caller, UUID archiveId) {
        return database.inTransaction(caller.tenant(), tx -> access.toSee(tx, caller, archiveId));
    }

    /** One whose files are there. */
    Uni<Archive> getPlayable(Caller caller, UUID archiveId) {
        return get(caller, archiveId).invoke(archive -> {
            if (!archive.status().playable()) {
                throw new ArchiveError.NotReady(archive.status()).refused();
            }
        });
    }

    Uni<Archive> patch(Caller caller, UUID archiveId, ArchivePatch patch) {
        return database.inTransaction(
                caller.tenant(),
                tx -> access.toChange(tx, caller, archiveId)
                        .chain(archive -> store.patch(
                                tx,
                                archiveId,
                                patch.titleOr(archive.title()),
                                patch.visibilityOr(archive.visibility())))
                        .chain(() -> reread(caller, archiveId, tx)));
    }

    Uni<Archive> retry(Caller caller, UUID archiveId) {
        return database.inTransaction(
                caller.tenant(),
                tx -> access.toChange(tx, caller, archiveId)
                        .invoke(archive -> {
                            if (archive.status() != ArchiveStatus.FAILED) {
                                throw new ArchiveError.NotFailed(archive.status()).refused();
                            }
                        })
                        .chain(() -> store.pending(tx, archiveId))
                        .chain(() -> queue.add(tx, caller.tenant(), JobKind.ASSEMBLE, archiveId))
                        .chain(() -> reread(caller, archiveId, tx)));
    }

    private Uni<Archive> reread(Caller caller, UUID archiveId, io.vertx.mutiny.sqlclient.SqlConnection tx) {
        return access.toSee(tx, caller, archiveId);
    }

    Uni<Long> view(Caller caller, UUID archiveId) {
        return database.inTransaction(
                caller.tenant(),
                tx -> access.toSee(tx, caller, archiveId)
                        .chain(() -> store.view(
                                tx, archiveId, caller.kind() + ":" + caller.subject(), VIEW_AGAIN_AFTER_MIN)));
    }
}
