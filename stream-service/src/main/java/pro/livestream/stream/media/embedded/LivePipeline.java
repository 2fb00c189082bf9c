package pro.livestream.stream.media.embedded;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.media.IngestCheckpoint;
import pro.livestream.stream.media.IngestDesk;
import pro.livestream.stream.media.IngestGrant;
import pro.livestream.stream.media.IngestHealth;
import pro.livestream.stream.media.MediaState;
import pro.livestream.stream.media.RecordingSummary;
import pro.livestream.stream.media.Signal;
import pro.livestream.stream.media.embedded.hls.LivePlaylist;
import pro.livestream.stream.media.embedded.hls.PlaylistCounters;
import pro.livestream.stream.media.embedded.hls.RunPlaylist;
import pro.livestream.stream.media.embedded.hls.Segment;
import pro.livestream.stream.media.embedded.transcode.LadderBudget;
import pro.livestream.stream.media.embedded.transcode.LadderPolicy;
import pro.livestream.stream.media.embedded.transcode.Rendition;
import pro.livestream.stream.media.embedded.transcode.RunFilesBlockingAdapter;
import pro.livestream.stream.media.embedded.transcode.SourceShape;
import pro.livestream.stream.media.embedded.transcode.TranscodePlan;
import pro.livestream.stream.media.recording.Recorder;

/** One stream on this node: its runs of FFmpeg one after the other, and the playlists and the recording that go on over them. */
final class LivePipeline {

    /** Told when there is something to watch, and when the signal is gone. */
    interface Watcher {

        void mediaChanged(LivePipeline pipeline, MediaState media);
    }

    private static final Logger LOG = Logger.getLogger(LivePipeline.class);
    private static final long LOOK_MILLIS = 200;

    private final Vertx vertx;
    private final EmbeddedMediaConfig config;
    private final Clock clock;
    private final Watcher watcher;
    private final IngestGrant grant;
    private final Recorder recorder;
    private final Path folder;
    private final LivePlaylist playlist;
    private final Map<Integer, List<Rendition>> ladders = new HashMap<>();
    private List<Rendition> ladder = List.of();
    private int lastRun;
    private @Nullable TranscodeRun current;
    /** Those whose last files have not been found yet, also when their publisher has gone. */
    private final List<TranscodeRun> unfinished = new ArrayList<>();

    private Signal told = new Signal.Waiting();
    private boolean suspended;
    private int picturesMax = Integer.MAX_VALUE;
    private boolean lean;
    private boolean publicPlayback;

    LivePipeline(
            Vertx vertx,
            EmbeddedMediaConfig config,
            Clock clock,
            Watcher watcher,
            Path spool,
            IngestGrant grant,
            Recorder recorder) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        this.watcher = watcher;
        this.grant = grant;
        this.recorder = recorder;
        this.folder = spool.resolve(grant.streamId().toString());
        this.lastRun = grant.run();
        this.publicPlayback = grant.publicPlayback();
        this.playlist = new LivePlaylist(
                config.windowSegmentsMax(),
                new PlaylistCounters(grant.mediaSequence(), grant.discontinuitySequence()),
                config.segment().toSeconds());
    }

    IngestGrant grant() {
        return grant;
    }

    LivePlaylist playlist() {
        return playlist;
    }

    synchronized IngestCheckpoint checkpoint(@Nullable Duration silent, IngestSeat.@Nullable Arrival arrival) {
        var counters = playlist.counters();
        return new IngestCheckpoint(
                grant,
                lastRun,
                counters.mediaSequence(),
                counters.discontinuitySequence(),
                silent == null ? null : clock.instant().minus(silent),
                arrival == null ? null : health(arrival));
    }

    /** Starts the next run with media of now. */
    TranscodeRun begin(SourceShape source, TranscodeRun.Feeder feeder) {
        return begin(source, feeder, clock.instant());
    }

    /** Starts the next run; the one before must have been finished or have died. */
    synchronized TranscodeRun begin(SourceShape source, TranscodeRun.Feeder feeder, Instant mediaOf) {
        int number = ++lastRun;
        suspended = false;
        if (ladder.isEmpty()) {
            ladder = LadderPolicy.ladder(source, config.renditionsMax());
        }
        var plan = new TranscodePlan(
                source,
                playable(source),
                lean,
                folder.resolve(Integer.toString(number)),
                grant.record(),
                config.segment(),
                config.recordingSegment(),
                config.threadsPerRendition());
        ladders.put(number, plan.ladder());
        var run = new TranscodeRun(vertx, config, mediaOf, number, plan, feeder, this::found);
        current = run;
        unfinished.removeIf(TranscodeRun::isOver);
        unfinished.add(run);
        LOG.infof(
                "stream %s run %d: %s, %dx%d, %s%s",
                grant.streamId(),
                number,
                source.container(),
                source.width(),
                source.height(),
                plan.ladder().stream().map(Rendition::name).toList(),
                plan.leanRendition()
                        .map(smallest -> ", lean " + smallest.name())
                        .orElse(""));
        run.start(LOOK_MILLIS);
        return run;
    }

    /** The stream's ladder stays; a signal that came back without picture or sound gets what it can have of it. */
    private List<Rendition> playable(SourceShape source) {
        var allowed = LadderPolicy.lowest(ladder, picturesMax);
        var possible = allowed.stream()
                .filter(rendition -> rendition.video() ? source.video() : source.audio())
                .toList();
        return possible.isEmpty() ? LadderPolicy.ladder(source, config.renditionsMax()) : possible;
    }

    private boolean found(
            TranscodeRun run,
            RunFilesBlockingAdapter.Found found,
            List<RunFilesBlockingAdapter.RecordedSegment> closed) {
        if (isAfterUnfinished(run)) {
            return false;
        }
        var obsolete = new ArrayList<Path>();
        if (!found.master().isEmpty()) {
            playlist.variants(RunPlaylist.variants(found.master()));
        }
        var made = run.plan().ladder();
        for (Rendition shown : shownBy(run)) {
            String text = found.playlists()
                    .getOrDefault(LadderPolicy.substitute(made, shown).name(), "");
            for (Segment gone : playlist.add(shown.name(), RunPlaylist.segments(run.number(), text))) {
                file(shown.name(), gone.run() + "-" + gone.number() + ".m4s").ifPresent(obsolete::add);
            }
        }
        var container = run.plan().source().container();
        for (var segment : closed) {
            recorder.add(new Recorder.ClosedSegment(
                    segment.file(),
                    run.number(),
                    container.recordingFormat(),
                    container.recordingSuffix(),
                    run.startedAt().plusMillis(Math.round(segment.startSeconds() * 1000)),
                    segment.endSeconds() - segment.startSeconds()));
        }
        run.expire(obsolete);
        boolean begun = !found.playlists().isEmpty()
                && found.playlists().values().stream().noneMatch(String::isEmpty);
        if (begun && playlist.playable() && isCurrent(run)) {
            tell(MediaState.LIVE);
        }
        return true;
    }

    /** Playlists and recording have the runs one after the other, however long the last files of one take. */
    private synchronized boolean isAfterUnfinished(TranscodeRun run) {
        return unfinished.stream().anyMatch(earlier -> earlier.number() < run.number() && !earlier.isOver());
    }

    /** A rendition that this run does not make is shown as the next smaller one: players that are on it go on. */
    private synchronized List<Rendition> shownBy(TranscodeRun run) {
        var shown = new ArrayList<>(ladder);
        run.plan().ladder().stream().filter(made -> !shown.contains(made)).forEach(shown::add);
        return shown;
    }

    /** How many pictures it makes from the next run on, of those that it is worth. */
    synchronized void limit(int pictures) {
        picturesMax = pictures;
    }

    /** Whether the smallest picture is sent with less from the next run on; false where that was so before. */
    synchronized boolean lean(boolean wanted) {
        boolean changed = lean != wanted;
        lean = wanted;
        return changed;
    }

    synchronized boolean isLean() {
        return lean;
    }

    /** Pictures come in and are encoded in time: what stands still at viewers stands still on their lines. */
    synchronized boolean keepsUp(IngestSeat.Arrival arrival) {
        var run = current;
        if (run == null || !isCurrent(run) || LadderPolicy.pictures(run.plan().ladder()) == 0) {
            return false;
        }
        var measured = health(arrival);
        Long lag = measured.lagMillis();
        return !measured.arrivesShort() && (lag == null || lag <= LadderBudget.LAG_MAX.toMillis());
    }

    synchronized IngestHealth health(IngestSeat.Arrival arrival) {
        var run = current;
        var source = run == null ? null : run.plan().source();
        var made = run == null ? List.<Rendition>of() : run.plan().ladder();
        var progress = run == null ? null : run.progress();
        return new IngestHealth(
                arrival.bitrateKbps(),
                arrival.framesPerSecond(),
                source == null || source.framesPerSecond() == 0 ? null : source.framesPerSecond(),
                progress == null ? null : progress.speed(),
                progress == null ? null : progress.droppedFrames(),
                lag(arrival, run),
                source == null ? null : source.width(),
                source == null ? null : source.height(),
                made.stream().map(Rendition::name).toList(),
                ladder.stream()
                        .filter(rendition -> run != null && !made.contains(rendition))
                        .map(Rendition::name)
                        .toList(),
                run == null
                        ? null
                        : run.plan().leanRendition().map(Rendition::name).orElse(null));
    }

    private static @Nullable Long lag(IngestSeat.Arrival arrival, @Nullable TranscodeRun run) {
        var fed = arrival.fedMillis();
        return fed == null || run == null ? null : Math.max(0, fed - run.outTimeMillis());
    }

    /** What the CPU's budget is shared by; empty while nothing is encoded. */
    synchronized Optional<LadderBudget.Load> load(IngestSeat.Arrival arrival, int reports) {
        var run = current;
        Long lag = lag(arrival, run);
        if (run == null || lag == null || !run.producing()) {
            return Optional.empty();
        }
        return Optional.of(new LadderBudget.Load(
                grant.streamId(),
                LadderPolicy.pictures(run.plan().ladder()),
                LadderPolicy.pictures(ladder),
                reports,
                Duration.ofMillis(lag),
                Duration.between(run.startedAt(), clock.instant())));
    }

    private synchronized boolean isCurrent(TranscodeRun run) {
        return run.equals(current) && run.producing() && !suspended;
    }

    private void tell(MediaState media) {
        synchronized (this) {
            var next = told.on(media, clock.instant());
            if (next.isEmpty()) {
                return;
            }
            told = next.get();
        }
        watcher.mediaChanged(this, media);
    }

    /** What was told may have been lost, or be overruled by one who thought this node dead. */
    void remind(IngestDesk.Held held) {
        MediaState known;
        synchronized (this) {
            known = told.state();
            publicPlayback = held.publicPlayback();
        }
        if (known != held.media() && (known == MediaState.LIVE || known == MediaState.INTERRUPTED)) {
            watcher.mediaChanged(this, known);
        }
    }

    /** Nothing comes at the moment, and the run stays open for more. */
    void suspend() {
        synchronized (this) {
            suspended = true;
        }
        tell(MediaState.INTERRUPTED);
    }

    synchronized void continues() {
        suspended = false;
    }

    /** The publisher is gone: what it sent is finished in the background, and the stream waits for the next. */
    Uni<Void> interrupt() {
        TranscodeRun run;
        synchronized (this) {
            run = current;
            current = null;
        }
        tell(MediaState.INTERRUPTED);
        return run == null ? Uni.createFrom().voidItem() : run.finish();
    }

    /** A publisher may have left just now: the recording is complete when all its runs are. */
    Uni<RecordingSummary> end() {
        List<TranscodeRun> runs;
        synchronized (this) {
            runs = List.copyOf(unfinished);
            current = null;
            told = new Signal.None();
        }
        return Multi.createFrom()
                .iterable(runs)
                .onItem()
                .transformToUniAndMerge(TranscodeRun::finish)
                .collect()
                .last()
                .invoke(playlist::end)
                .chain(() ->
                        grant.record() ? recorder.complete() : Uni.createFrom().item(RecordingSummary.NOTHING));
    }

    /** The recording is the successor's: segments that are not stored yet stay behind, and its manifest is left alone. */
    Uni<Void> abandon() {
        List<TranscodeRun> runs;
        synchronized (this) {
            runs = List.copyOf(unfinished);
            unfinished.clear();
            current = null;
            told = new Signal.None();
        }
        recorder.abandon();
        runs.forEach(TranscodeRun::kill);
        return removeFiles();
    }

    synchronized boolean publicPlayback() {
        return publicPlayback;
    }

    RecordingSummary recordedSoFar() {
        return recorder.soFar();
    }

    Uni<Void> removeFiles() {
        return RunFilesBlockingAdapter.removeFolder(folder);
    }

    /** The file behind a name in a playlist: {@code <run>-init.mp4} or {@code <run>-<number>.m4s}. */
    Optional<Path> file(String rendition, String name) {
        int dash = name.indexOf('-');
        int run = Integer.parseInt(name.substring(0, dash));
        String rest = name.substring(dash + 1);
        List<Rendition> ofRun;
        synchronized (this) {
            ofRun = ladders.get(run);
        }
        if (ofRun == null) {
            return Optional.empty();
        }
        var made = ofRun;
        return known(made, rendition)
                .map(shown -> LadderPolicy.substitute(made, shown).name())
                .map(file -> path(file, run + "-" + (rest.equals("init.mp4") ? initName(made, file) : rest)));
    }

    private synchronized Optional<Rendition> known(List<Rendition> ofRun, String name) {
        return Stream.concat(ofRun.stream(), ladder.stream())
                .filter(rendition -> rendition.name().equals(name))
                .findFirst();
    }

    /** FFmpeg numbers the initialisation sections as soon as there are several variants. */
    private static String initName(List<Rendition> ladder, String rendition) {
        if (ladder.size() == 1) {
            return "init.mp4";
        }
        return "init_" + ladder.stream().map(Rendition::name).toList().indexOf(rendition) + ".mp4";
    }

    private Path path(String rendition, String name) {
        int dash = name.indexOf('-');
        return folder.resolve(name.substring(0, dash)).resolve(rendition).resolve(name.substring(dash + 1));
    }
}
