package pro.livestream.stream.media.embedded;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.media.IngestCheckpoint;
import pro.livestream.stream.media.IngestGrant;
import pro.livestream.stream.media.IngestRefused;
import pro.livestream.stream.media.PlaybackSigns;
import pro.livestream.stream.media.RecordingSummary;
import pro.livestream.stream.media.embedded.transcode.LadderBudget;
import pro.livestream.stream.media.embedded.transcode.LeanLadder;
import pro.livestream.stream.media.embedded.transcode.SourceShape;

/** A stream's pipeline with the one seat for whoever feeds it. */
final class IngestSession {

    /** What a publisher that is not there counts as. */
    private static final Duration SILENT_MAX = Duration.ofDays(1);

    private static final Logger LOG = Logger.getLogger(IngestSession.class);

    private final LivePipeline pipeline;
    private final EmbeddedMediaConfig config;
    private final LeanLadder leanLadder;
    private final Deque<Long> deathNanos = new ArrayDeque<>();
    private @Nullable IngestSeat seat;
    private @Nullable Uni<RecordingSummary> ending;
    private volatile int reports;

    IngestSession(LivePipeline pipeline, EmbeddedMediaConfig config) {
        this.pipeline = pipeline;
        this.config = config;
        this.leanLadder = new LeanLadder(config.leanAfter(), config.leanFor());
    }

    UUID streamId() {
        return pipeline.grant().streamId();
    }

    IngestGrant grant() {
        return pipeline.grant();
    }

    LivePipeline pipeline() {
        return pipeline;
    }

    /** Fails with {@link IngestRefused} while another publisher is there and not silent. */
    void take(IngestSeat next) {
        IngestSeat before;
        synchronized (this) {
            before = seat;
            if (ending != null) {
                throw new IngestRefused(IngestRefused.Reason.NOT_LIVE, "The stream is over");
            }
            boolean silent = before == null
                    || before.silentMillis() > config.takeoverAfter().toMillis();
            if (!silent) {
                throw new IngestRefused(IngestRefused.Reason.TAKEN, "Somebody publishes with this key already");
            }
            seat = next;
        }
        if (before != null) {
            before.leave(Farewell.TAKEN_OVER);
            background(pipeline.interrupt());
        }
    }

    /** Who sits here now. */
    synchronized @Nullable IngestSeat seat() {
        return seat;
    }

    TranscodeRun begin(SourceShape source, TranscodeRun.Feeder feeder) {
        return pipeline.begin(source, feeder);
    }

    TranscodeRun begin(SourceShape source, TranscodeRun.Feeder feeder, Instant mediaOf) {
        return pipeline.begin(source, feeder, mediaOf);
    }

    void finish(TranscodeRun run) {
        background(run.finish());
    }

    /** The publisher is asked first: it holds its own lock while it begins a run, which takes the pipeline's. */
    IngestCheckpoint checkpoint() {
        var here = seat();
        if (here == null) {
            return pipeline.checkpoint(null, null);
        }
        long silentMillis = Math.min(here.silentMillis(), SILENT_MAX.toMillis());
        return pipeline.checkpoint(Duration.ofMillis(silentMillis), here.arrival());
    }

    Optional<LadderBudget.Load> load() {
        var here = seat();
        return here == null ? Optional.empty() : pipeline.load(here.arrival(), reports);
    }

    /** False where it takes effect with the publisher's next run only. */
    boolean limit(int pictures) {
        var here = seat();
        pipeline.limit(pictures);
        return here != null && here.reshape();
    }

    /** Takes what viewers' players tell; true where the smallest picture changes with the next key frame. */
    boolean heed(PlaybackSigns told, Instant now) {
        var here = seat();
        reports = told.reports();
        boolean keepsUp = here != null && pipeline.keepsUp(here.arrival());
        boolean changed = pipeline.lean(leanLadder.decide(told, keepsUp, now));
        return changed && here != null && here.reshape();
    }

    /** Counts a death of FFmpeg; false when there were too many. */
    synchronized boolean mayRestart() {
        long now = System.nanoTime();
        deathNanos.add(now);
        deathNanos.removeIf(at -> now - at > Duration.ofMinutes(1).toNanos());
        return deathNanos.size() <= config.restartsPerMinuteMax();
    }

    void left(IngestSeat leaving) {
        synchronized (this) {
            if (!leaving.equals(seat)) {
                return;
            }
            seat = null;
        }
        background(pipeline.interrupt());
    }

    /** Another node goes on with the stream: nothing more of it is told or stored from here. */
    void abandon() {
        IngestSeat before;
        synchronized (this) {
            before = seat;
            seat = null;
            if (ending == null) {
                ending = Uni.createFrom().item(RecordingSummary.NOTHING);
            }
        }
        if (before != null) {
            before.leave(Farewell.ELSEWHERE);
        }
        background(pipeline.abandon());
    }

    /** Whoever asks, and how often: there is one end, and all get its outcome. */
    Uni<RecordingSummary> end(Farewell farewell) {
        IngestSeat before;
        Uni<RecordingSummary> outcome;
        synchronized (this) {
            before = seat;
            seat = null;
            outcome = ending;
            if (outcome == null) {
                outcome = pipeline.end().memoize().indefinitely();
                ending = outcome;
            }
        }
        if (before != null) {
            before.leave(farewell);
        }
        return outcome;
    }

    private void background(Uni<Void> work) {
        work.subscribe().with(ignored -> {}, e -> LOG.warnf(e, "a run of %s did not end well", streamId()));
    }
}
