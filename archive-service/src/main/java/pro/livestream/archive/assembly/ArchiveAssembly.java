package pro.livestream.archive.assembly;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import pro.livestream.archive.files.WorkFolderBlockingAdapter;
import pro.livestream.archive.files.WorkFolderBlockingAdapter.LocalFile;
import pro.livestream.archive.recording.Timeline;
import pro.livestream.archive.storage.ObjectStore;
import pro.livestream.archive.transcode.Made;
import pro.livestream.archive.transcode.Transcoder;
import pro.livestream.archive.vod.Archive;
import pro.livestream.archive.vod.ArchiveStore;
import pro.livestream.archive.vod.FinishedArchive;
import pro.livestream.archive.work.Job;
import pro.livestream.archive.work.JobHandler;
import pro.livestream.archive.work.JobKind;
import pro.livestream.archive.work.JobProgress;
import pro.livestream.archive.work.JobQueue;
import pro.livestream.archive.work.LeaseLostException;
import pro.livestream.archive.work.WorkSpace;
import pro.livestream.contracts.event.ArchiveFailed;
import pro.livestream.contracts.event.ArchiveReady;
import pro.livestream.platform.outbox.Outbox;
import pro.livestream.platform.tenant.TenantDatabase;

/**
 * From a recording to an archive. Each holding of the job writes below a prefix of its own, and one transaction makes that
 * prefix the archive's: whoever lost the lease has made nothing.
 */
@ApplicationScoped
class ArchiveAssembly implements JobHandler {

    private static final Logger LOG = Logger.getLogger(ArchiveAssembly.class);

    private final TenantDatabase database;
    private final ArchiveStore archives;
    private final JobQueue queue;
    private final WorkSpace space;
    private final ObjectStore store;
    private final RecordingFetch fetch;
    private final RecordingJoin join;
    private final Transcoder transcoder;
    private final ArchiveUpload upload;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    ArchiveAssembly(
            TenantDatabase database,
            ArchiveStore archives,
            JobQueue queue,
            WorkSpace space,
            ObjectStore store,
            RecordingFetch fetch,
            RecordingJoin join,
            Transcoder transcoder,
            ArchiveUpload upload,
            Outbox outbox) {
        this.database = database;
        this.archives = archives;
        this.queue = queue;
        this.space = space;
        this.store = store;
        this.fetch = fetch;
        this.join = join;
        this.transcoder = transcoder;
        this.upload = upload;
        this.outbox = outbox;
    }

    @Override
    public JobKind kind() {
        return JobKind.ASSEMBLE;
    }

    @Override
    public Uni<Void> run(Job job, JobProgress progress) {
        Path folder = space.folderOf(job);
        return begin(job)
                .chain(archive -> store.removeAll(store.bucket(), prefix(job, archive))
                        .chain(() -> WorkFolderBlockingAdapter.make(folder.resolve("out")))
                        .chain(() -> make(job, archive, folder, progress)));
    }

    private Uni<Archive> begin(Job job) {
        return database.inTransaction(
                job.tenant(), tx -> hold(tx, job).call(archive -> archives.processing(tx, archive.archiveId())));
    }

    /** The archive before its job, as who deletes it locks them. One that is gone meanwhile needs no one's work. */
    private Uni<Archive> hold(SqlConnection tx, Job job) {
        return archives.lock(tx, job.archiveId())
                .map(found -> found.filter(
                                archive -> !archive.gone() && archive.status().unfinished())
                        .orElseThrow(LeaseLostException::new))
                .call(() -> queue.hold(tx, job));
    }

    private Uni<Void> make(Job job, Archive archive, Path folder, JobProgress progress) {
        String prefix = prefix(job, archive) + job.fence() + "/";
        Path out = folder.resolve("out");
        return fetch.fetch(archive, folder, share -> progress.at("fetching", share))
                .chain(recording -> join.join(recording, share -> progress.at("joining", share)))
                .chain(joined -> transcoder
                        .finish(folder, out, joined.parts(), joined.starts(), share -> progress.at("converting", share))
                        .chain(made -> upload.upload(out, prefix, share -> progress.at("uploading", share))
                                .chain(files -> finish(job, finished(archive, prefix, joined, made, files)))))
                .invoke(() -> LOG.infof("archive %s is ready", archive.archiveId()));
    }

    private static FinishedArchive finished(
            Archive archive, String prefix, RecordingJoin.Joined joined, Made made, List<LocalFile> files) {
        var stretches = new ArrayList<Timeline.Stretch>();
        double at = 0;
        for (int i = 0; i < joined.starts().size(); i++) {
            double seconds = made.partSeconds().get(i);
            stretches.add(new Timeline.Stretch(joined.starts().get(i), at, seconds));
            at += seconds;
        }
        var picture = made.shape().picture();
        var sound = made.shape().sound();
        String pictureCodec = picture == null ? "" : picture.codec();
        String soundCodec = sound == null ? "" : sound.codec();
        return new FinishedArchive(
                prefix + Made.VIDEO,
                (int) Math.round(made.shape().durationS()),
                files.stream()
                        .filter(file -> file.file().endsWith(Made.VIDEO))
                        .mapToLong(LocalFile::bytes)
                        .sum(),
                picture == null ? null : picture.width(),
                picture == null ? null : picture.height(),
                pictureCodec + (pictureCodec.isEmpty() || soundCodec.isEmpty() ? "" : "+") + soundCodec,
                made.pictured() ? prefix + Made.POSTER : null,
                made.pictured() ? prefix + Made.SPRITE_TRACK : null,
                joined.recording().report(archive.recordingGaps()),
                new Timeline(stretches));
    }

    private Uni<Void> finish(Job job, FinishedArchive finished) {
        var now = clock.instant();
        return database.inTransaction(
                job.tenant(),
                tx -> hold(tx, job)
                        .call(archive -> archives.ready(tx, archive.archiveId(), finished, now))
                        .call(archive -> outbox.append(
                                tx,
                                new ArchiveReady(
                                        job.tenant().name(),
                                        archive.streamId(),
                                        archive.archiveId(),
                                        archive.userId(),
                                        archive.title(),
                                        archive.visibility(),
                                        finished.durationS(),
                                        finished.fileSize(),
                                        now,
                                        archive.version() + 1)))
                        .chain(() -> queue.done(tx, job)));
    }

    /** The local files, and what this holding has stored unless that has become the archive. */
    @Override
    public Uni<Void> clean(Job job) {
        return WorkFolderBlockingAdapter.remove(space.folderOf(job))
                .chain(() -> database.inTransaction(job.tenant(), tx -> archives.find(tx, job.archiveId())))
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : removeUnlessUsed(found.get(), prefix(job, found.get()) + job.fence() + "/"))
                .onFailure()
                .invoke(failure -> LOG.warnf("a try's leftovers stay until the next one: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> removeUnlessUsed(Archive archive, String stored) {
        return archive.folder().equals(stored) ? Uni.createFrom().voidItem() : store.removeAll(store.bucket(), stored);
    }

    private static String prefix(Job job, Archive archive) {
        return ArchiveStore.prefix(job.tenant(), archive.userId(), archive.streamId(), archive.archiveId());
    }

    @Override
    public boolean isFinal(Throwable failure) {
        return AssemblyFailure.isFinal(failure);
    }

    @Override
    public Uni<Boolean> giveUp(Job job, Throwable failure) {
        String reason = AssemblyFailure.reason(failure);
        return database.inTransaction(
                        job.tenant(),
                        tx -> archives.lock(tx, job.archiveId())
                                .call(() -> queue.hold(tx, job))
                                .chain(found -> found.isEmpty() || found.get().gone()
                                        ? Uni.createFrom().voidItem()
                                        : fail(tx, job, found.get(), reason))
                                .chain(() -> queue.done(tx, job)))
                .replaceWith(true);
    }

    private Uni<Void> fail(SqlConnection tx, Job job, Archive archive, String reason) {
        return archives.failed(tx, archive.archiveId(), reason)
                .chain(() -> outbox.append(
                        tx,
                        new ArchiveFailed(
                                job.tenant().name(),
                                archive.streamId(),
                                archive.archiveId(),
                                archive.userId(),
                                archive.title(),
                                reason,
                                clock.instant(),
                                archive.version() + 1)));
    }
}
