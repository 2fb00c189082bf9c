package pro.livestream.archive.removal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import pro.livestream.archive.vod.Archive;
import pro.livestream.archive.vod.ArchiveStatus;
import pro.livestream.archive.vod.ArchiveStore;
import pro.livestream.archive.work.Job;
import pro.livestream.archive.work.JobHandler;
import pro.livestream.archive.work.JobKind;
import pro.livestream.archive.work.JobProgress;
import pro.livestream.archive.work.JobQueue;
import pro.livestream.platform.tenant.TenantDatabase;

/** Ends removals that a request began and did not live to end; tried until it succeeds. */
@ApplicationScoped
class RemovalJob implements JobHandler {

    private final TenantDatabase database;
    private final ArchiveStore archives;
    private final JobQueue queue;
    private final RemovalService service;

    RemovalJob(TenantDatabase database, ArchiveStore archives, JobQueue queue, RemovalService service) {
        this.database = database;
        this.archives = archives;
        this.queue = queue;
        this.service = service;
    }

    @Override
    public JobKind kind() {
        return JobKind.REMOVE;
    }

    @Override
    public Uni<Void> run(Job job, JobProgress progress) {
        progress.at("removing", 0);
        return database.inTransaction(job.tenant(), tx -> archives.find(tx, job.archiveId()))
                .chain(found -> isDone(found)
                        ? database.inTransaction(job.tenant(), tx -> queue.done(tx, job))
                        : service.objects(job.tenant(), found.orElseThrow())
                                .chain(() -> database.inTransaction(
                                        job.tenant(),
                                        tx -> archives.lock(tx, job.archiveId())
                                                .call(() -> queue.hold(tx, job))
                                                .chain(archive ->
                                                        service.rows(tx, job.tenant(), archive.orElseThrow())))));
    }

    private static boolean isDone(Optional<Archive> found) {
        return found.isEmpty() || found.get().status() == ArchiveStatus.DELETED;
    }

    @Override
    public Uni<Void> clean(Job job) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public boolean isFinal(Throwable failure) {
        return false;
    }

    @Override
    public Uni<Boolean> giveUp(Job job, Throwable failure) {
        return Uni.createFrom().item(false);
    }
}
