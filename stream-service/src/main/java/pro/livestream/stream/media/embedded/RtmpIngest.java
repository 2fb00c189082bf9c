package pro.livestream.stream.media.embedded;

import io.vertx.core.buffer.Buffer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.media.embedded.rtmp.FlvOpening;
import pro.livestream.stream.media.embedded.rtmp.FlvTag;
import pro.livestream.stream.media.embedded.rtmp.RtmpDesk;
import pro.livestream.stream.media.embedded.rtmp.TagTimeline;
import pro.livestream.stream.media.embedded.transcode.SourceShape;

/** Feeds one RTMP publisher's tags to runs of FFmpeg: a new one when the signal changes or FFmpeg died, from a key frame on. */
final class RtmpIngest implements RtmpDesk.Publication, TranscodeRun.Feeder, IngestSeat {

    private static final Logger LOG = Logger.getLogger(RtmpIngest.class);

    private final IngestSession session;
    private final RtmpDesk.Publisher publisher;
    private final FlvOpening opening = new FlvOpening();
    private final TagTimeline timeline = new TagTimeline();
    private @Nullable TranscodeRun run;
    private boolean rejoin;
    private boolean reshape;
    private boolean left;
    private final RateMeter meter = new RateMeter();
    private int beganAt;
    private int lastTimestamp;
    private long lastNanos = System.nanoTime();

    RtmpIngest(IngestSession session, RtmpDesk.Publisher publisher) {
        this.session = session;
        this.publisher = publisher;
    }

    @Override
    public synchronized boolean accept(FlvTag sent) {
        if (left) {
            return true;
        }
        lastNanos = System.nanoTime();
        FlvTag tag = timeline.steady(sent);
        var running = run;
        meter.add(tag.data().length(), tag.kind() == FlvTag.Kind.VIDEO && !tag.isConfiguration(), lastNanos);
        lastTimestamp = tag.timestamp();
        boolean changed = opening.remember(tag);
        if (running != null && changed) {
            LOG.infof("the signal of %s changed", session.streamId());
            session.finish(running);
            run = null;
            rejoin = true;
            return true;
        }
        if (running != null && reshape && joinsAt(tag)) {
            session.finish(running);
            return join(tag);
        }
        if (running != null) {
            return running.offer(tag.encoded());
        }
        if (rejoin) {
            return !joinsAt(tag) || join(tag);
        }
        opening.hold(tag);
        return !opening.complete() || !opening.usable() || begin();
    }

    private boolean begin() {
        var started = session.begin(shape(), this);
        run = started;
        reshape = false;
        var bytes = header();
        beganAt = opening.heldSince();
        opening.release().forEach(tag -> bytes.appendBuffer(tag.encoded()));
        return started.offer(bytes);
    }

    private boolean joinsAt(FlvTag tag) {
        return opening.hasVideo() ? tag.isKeyFrame() : tag.kind() == FlvTag.Kind.AUDIO && !tag.isConfiguration();
    }

    private boolean join(FlvTag tag) {
        var started = session.begin(shape(), this);
        run = started;
        rejoin = false;
        reshape = false;
        beganAt = tag.timestamp();
        var bytes = header();
        opening.preamble(tag.timestamp()).forEach(before -> bytes.appendBuffer(before.encoded()));
        return started.offer(bytes.appendBuffer(tag.encoded()));
    }

    private Buffer header() {
        var shape = opening.shape();
        return FlvTag.fileHeader(shape.audio(), shape.video());
    }

    private SourceShape shape() {
        var shape = opening.shape();
        return new SourceShape(
                SourceShape.Container.FLV,
                shape.video(),
                shape.audio(),
                shape.width(),
                shape.height(),
                shape.framesPerSecond());
    }

    @Override
    public void resume() {
        publisher.resume();
    }

    @Override
    public void died(TranscodeRun dead) {
        synchronized (this) {
            if (left || !dead.equals(run)) {
                return;
            }
            run = null;
            rejoin = true;
        }
        if (!session.mayRestart()) {
            publisher.close("FFmpeg cannot handle this signal");
        }
        publisher.resume();
    }

    @Override
    public void closed() {
        synchronized (this) {
            if (left) {
                return;
            }
            left = true;
            run = null;
        }
        session.left(this);
    }

    @Override
    public synchronized long silentMillis() {
        return (System.nanoTime() - lastNanos) / 1_000_000;
    }

    @Override
    public synchronized Arrival arrival() {
        long now = System.nanoTime();
        return new Arrival(
                meter.kbps(now),
                opening.hasVideo() ? meter.picturesPerSecond(now) : null,
                run == null ? null : (long) (lastTimestamp - beganAt));
    }

    @Override
    public synchronized boolean reshape() {
        reshape = run != null;
        return reshape;
    }

    @Override
    public void leave(Farewell farewell) {
        synchronized (this) {
            left = true;
            run = null;
        }
        publisher.close(farewell.reason());
    }
}
