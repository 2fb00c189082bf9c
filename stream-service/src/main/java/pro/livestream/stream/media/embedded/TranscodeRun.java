package pro.livestream.stream.media.embedded;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.media.embedded.transcode.FfmpegBlockingAdapter;
import pro.livestream.stream.media.embedded.transcode.FfmpegProcess;
import pro.livestream.stream.media.embedded.transcode.RunFilesBlockingAdapter;
import pro.livestream.stream.media.embedded.transcode.TranscodePlan;

/** One process of FFmpeg and the files it writes; input that comes before the process is there is held for it. */
final class TranscodeRun implements FfmpegProcess.Listener {

    /** The source of the bytes. */
    interface Feeder {

        void resume();

        /** The process ended by itself while it was being fed. */
        void died(TranscodeRun run);
    }

    /** Hears of each look at the files, with the source segments that were closed since the last. */
    interface Finder {

        /** False to be told again, because an earlier run has not been found whole yet. */
        boolean found(
                TranscodeRun run,
                RunFilesBlockingAdapter.Found found,
                List<RunFilesBlockingAdapter.RecordedSegment> closed);
    }

    private static final Logger LOG = Logger.getLogger(TranscodeRun.class);
    private static final int KEPT_AFTER_LEAVING = 40;

    private static final int REPORT_EVERY_MILLIS = 1_000;

    /** FFmpeg's own speed is that since its start. */
    private static final int REPORTS_KEPT = 6;

    private record Reported(long nanos, long outTimeMillis) {}

    private final Vertx vertx;
    private final EmbeddedMediaConfig config;
    private final int number;
    private final TranscodePlan plan;
    private final Feeder feeder;
    private final Finder finder;
    private final Instant startedAt;
    private final Deque<Buffer> early = new ArrayDeque<>();
    private final Deque<Path> obsolete = new ArrayDeque<>();
    private final Deque<Reported> reports = new ArrayDeque<>();
    private final Set<Path> recorded = new HashSet<>();
    private final List<UniEmitter<? super Void>> finishing = new ArrayList<>();
    private @Nullable FfmpegProcess process;
    private FfmpegProcess.Progress progress = FfmpegProcess.Progress.NONE;
    private boolean ending;
    private boolean exited;
    private boolean looking;
    private boolean over;
    private long timer;

    TranscodeRun(
            Vertx vertx,
            EmbeddedMediaConfig config,
            Instant startedAt,
            int number,
            TranscodePlan plan,
            Feeder feeder,
            Finder finder) {
        this.vertx = vertx;
        this.config = config;
        this.number = number;
        this.plan = plan;
        this.feeder = feeder;
        this.finder = finder;
        this.startedAt = startedAt;
    }

    int number() {
        return number;
    }

    TranscodePlan plan() {
        return plan;
    }

    /** When its first picture and sound were made. */
    Instant startedAt() {
        return startedAt;
    }

    synchronized FfmpegProcess.Progress progress() {
        return progress;
    }

    /** Media time that has been encoded by now: reports are up to a second old. */
    synchronized long outTimeMillis() {
        var last = reports.peekLast();
        if (last == null) {
            return 0;
        }
        long age = Math.min(REPORT_EVERY_MILLIS, (System.nanoTime() - last.nanos()) / 1_000_000);
        return last.outTimeMillis() + Math.round(age * Math.clamp(progress.speed(), 0.0, 1.0));
    }

    synchronized boolean producing() {
        return !ending && !exited;
    }

    void start(long lookMillis) {
        timer = vertx.setPeriodic(lookMillis, id -> look());
        RunFilesBlockingAdapter.prepare(plan).subscribe().with(ignored -> launch(), this::failed);
    }

    private void launch() {
        try {
            var started = FfmpegBlockingAdapter.start(
                    config.ffmpegPath(), plan, this, config.queueBytesMax(), config.finishTimeout());
            synchronized (this) {
                process = started;
                early.forEach(started::offer);
                early.clear();
            }
            if (!producing()) {
                end(started);
            }
            feeder.resume();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void failed(Throwable failure) {
        LOG.errorf(failure, "run %d cannot start", number);
        exited(-1, String.valueOf(failure.getMessage()));
    }

    /** False when no more is welcome until {@link Feeder#resume()}. */
    synchronized boolean offer(Buffer bytes) {
        var running = process;
        if (running != null) {
            return running.offer(bytes);
        }
        if (!ending && !exited) {
            early.add(bytes);
        }
        return early.stream().mapToLong(Buffer::length).sum() < config.queueBytesMax() / 2;
    }

    /** Done when the bytes are in FFmpeg's pipe; before the process is there, when they are held for it. */
    Uni<Void> write(Buffer bytes) {
        FfmpegProcess running;
        synchronized (this) {
            running = process;
            if (running == null && !ending && !exited) {
                early.add(bytes);
            }
        }
        return running == null ? Uni.createFrom().voidItem() : running.write(bytes);
    }

    /** Ends the input; done when the process has gone and all it wrote was found. */
    Uni<Void> finish() {
        return Uni.createFrom().emitter(emitter -> {
            FfmpegProcess running;
            boolean gone;
            synchronized (this) {
                ending = true;
                running = process;
                gone = over;
                if (!gone) {
                    finishing.add(emitter);
                }
            }
            if (gone) {
                emitter.complete(null);
            } else if (running != null) {
                end(running);
            }
        });
    }

    /** The process has gone and all it wrote was found. */
    synchronized boolean isOver() {
        return over;
    }

    private void end(FfmpegProcess running) {
        running.finish().subscribe().with(ignored -> {}, e -> LOG.warn("FFmpeg did not end", e));
    }

    void kill() {
        FfmpegProcess running;
        synchronized (this) {
            ending = true;
            running = process;
        }
        if (running != null) {
            running.kill();
        }
    }

    /** Files that no playlist names stay a while for players that are behind. */
    void expire(List<Path> files) {
        var removable = new ArrayList<Path>();
        synchronized (this) {
            obsolete.addAll(files);
            while (obsolete.size() > KEPT_AFTER_LEAVING) {
                removable.add(obsolete.remove());
            }
        }
        if (!removable.isEmpty()) {
            RunFilesBlockingAdapter.remove(removable)
                    .subscribe()
                    .with(ignored -> {}, e -> LOG.warn("old segments stay", e));
        }
    }

    private void look() {
        boolean last;
        synchronized (this) {
            if (looking || over) {
                return;
            }
            looking = true;
            last = exited;
        }
        RunFilesBlockingAdapter.look(plan).map(this::tell).subscribe().with(taken -> looked(last && taken), e -> {
            LOG.errorf(e, "run %d cannot be read", number);
            looked(last);
        });
    }

    private boolean tell(RunFilesBlockingAdapter.Found found) {
        var closed = newlyRecorded(found);
        boolean taken = finder.found(this, found, closed);
        if (!taken) {
            synchronized (this) {
                closed.forEach(segment -> recorded.remove(segment.file()));
            }
        }
        return taken;
    }

    private synchronized List<RunFilesBlockingAdapter.RecordedSegment> newlyRecorded(
            RunFilesBlockingAdapter.Found found) {
        return found.recorded().stream()
                .filter(segment -> recorded.add(segment.file()))
                .toList();
    }

    private void looked(boolean last) {
        List<UniEmitter<? super Void>> done = List.of();
        synchronized (this) {
            looking = false;
            if (last) {
                over = true;
                done = List.copyOf(finishing);
                finishing.clear();
            }
        }
        if (last) {
            vertx.cancelTimer(timer);
            done.forEach(emitter -> emitter.complete(null));
        }
    }

    @Override
    public void drained() {
        feeder.resume();
    }

    @Override
    public synchronized void progressed(FfmpegProcess.Progress report) {
        long now = System.nanoTime();
        reports.add(new Reported(now, report.outTimeMillis()));
        if (reports.size() > REPORTS_KEPT) {
            reports.remove();
        }
        var oldest = reports.getFirst();
        double seconds = (now - oldest.nanos()) / 1e9;
        double speed =
                seconds < 1 ? report.speed() : (report.outTimeMillis() - oldest.outTimeMillis()) / 1000.0 / seconds;
        progress = new FfmpegProcess.Progress(report.outTimeMillis(), speed, report.droppedFrames());
    }

    @Override
    public void exited(int code, String lastWords) {
        boolean unexpected;
        synchronized (this) {
            if (exited) {
                return;
            }
            unexpected = !ending;
            exited = true;
            early.clear();
        }
        if (unexpected) {
            LOG.warnf("FFmpeg of run %d ended with %d: %s", number, code, lastWords);
            feeder.died(this);
        }
    }
}
