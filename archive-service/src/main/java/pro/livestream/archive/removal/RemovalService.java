package pro.livestream.archive.removal;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.archive.attachment.AttachmentStore;
import pro.livestream.archive.recording.RecordingManifest;
import pro.livestream.archive.replay.ReplayStore;
import pro.livestream.archive.storage.ObjectStore;
import pro.livestream.archive.vod.Archive;
import pro.livestream.archive.vod.ArchiveAccess;
import pro.livestream.archive.vod.ArchiveStore;
import pro.livestream.archive.work.JobKind;
import pro.livestream.archive.work.JobQueue;
import pro.livestream.platform.consumer.PersonalData;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Takes an archive away: from sight at once, then its objects and the recording's, then what the tables hold. */
@ApplicationScoped
class RemovalService implements PersonalData {

    private final TenantDatabase database;
    private final ArchiveStore archives;
    private final ArchiveAccess access;
    private final ReplayStore replay;
    private final AttachmentStore attachments;
    private final ObjectStore store;
    private final JobQueue queue;

    RemovalService(
            TenantDatabase database,
            ArchiveStore archives,
            ArchiveAccess access,
            ReplayStore replay,
            AttachmentStore attachments,
            ObjectStore store,
            JobQueue queue) {
        this.database = database;
        this.archives = archives;
        this.access = access;
        this.replay = replay;
        this.attachments = attachments;
        this.store = store;
        this.queue = queue;
    }

    /** Completes when the objects are gone; where that fails now a job goes on with it. */
    Uni<Void> remove(Caller caller, UUID archiveId) {
        return database.inTransaction(
                        caller.tenant(),
                        tx -> access.toChange(tx, caller, archiveId)
                                .call(archive -> ask(tx, caller.tenant(), archive.archiveId())))
                .chain(archive -> objects(caller.tenant(), archive))
                .chain(() -> database.inTransaction(
                        caller.tenant(),
                        tx -> archives.lock(tx, archiveId)
                                .chain(archive -> rows(tx, caller.tenant(), archive.orElseThrow()))));
    }

    private Uni<Void> ask(SqlConnection tx, Tenant tenant, UUID archiveId) {
        return archives.askRemoval(tx, archiveId)
                .chain(() -> queue.withdraw(tx, tenant, JobKind.ASSEMBLE, archiveId))
                .chain(() -> queue.add(tx, tenant, JobKind.REMOVE, archiveId));
    }

    Uni<Void> objects(Tenant tenant, Archive archive) {
        String made = ArchiveStore.prefix(tenant, archive.userId(), archive.streamId(), archive.archiveId());
        @Nullable String bucket = archive.recordingBucket();
        @Nullable String manifest = archive.recordingManifest();
        var archiveObjects = store.removeAll(store.bucket(), made);
        return manifest == null
                ? archiveObjects
                : archiveObjects.chain(() -> store.removeAll(
                        bucket == null ? store.bucket() : bucket, RecordingManifest.folderOf(manifest)));
    }

    Uni<Void> rows(SqlConnection tx, Tenant tenant, Archive archive) {
        return archives.removed(tx, archive.archiveId())
                .chain(() -> replay.removeStream(tx, archive.streamId()))
                .chain(() -> queue.withdraw(tx, tenant, JobKind.REMOVE, archive.archiveId()));
    }

    /** All that somebody has left here. */
    @Override
    public Uni<Void> erase(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(
                tenant,
                tx -> replay.removeUser(tx, userId)
                        .chain(() -> attachments.removeOfUser(tx, userId))
                        .chain(() -> archives.ofUser(tx, userId))
                        .chain(ids -> Multi.createFrom()
                                .iterable(ids)
                                .onItem()
                                .transformToUniAndConcatenate(id -> ask(tx, tenant, id))
                                .collect()
                                .last()
                                .replaceWithVoid()));
    }
}
