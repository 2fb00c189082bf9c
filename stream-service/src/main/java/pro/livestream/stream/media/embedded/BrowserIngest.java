package pro.livestream.stream.media.embedded;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.media.embedded.browser.ContainerOpening;
import pro.livestream.stream.media.embedded.browser.MediaReader;
import pro.livestream.stream.media.embedded.transcode.SourceShape;

/**
 * A browser's recorder behind one socket after the other: slices go to FFmpeg in the order of their numbers, and a socket that
 * is lost leaves the run open for the next one.
 */
final class BrowserIngest implements TranscodeRun.Feeder, IngestSeat {

    private static final Logger LOG = Logger.getLogger(BrowserIngest.class);
    private static final int OPENING_BYTES_MAX = 2 * 1024 * 1024;

    private final IngestSession session;
    private Consumer<String> goodbye;
    private String socket;
    private ContainerOpening container;
    private SourceShape.Container wrapping;
    private Buffer opening = Buffer.buffer();
    private boolean opened;
    private @Nullable MediaReader reader;
    /** When the recorder began, by our clock. */
    private @Nullable Instant recordedSince;

    private long nextSeq;
    private @Nullable TranscodeRun run;
    private long runSinceMillis;
    private long fedMillis;
    private boolean reshape;
    private final RateMeter meter = new RateMeter();
    private boolean connected = true;
    private boolean left;
    private long lastNanos = System.nanoTime();

    BrowserIngest(
            IngestSession session,
            ContainerOpening container,
            String mimeType,
            String socket,
            Consumer<String> goodbye) {
        this.socket = socket;
        this.session = session;
        this.container = container;
        this.wrapping = wrapping(mimeType);
        this.goodbye = goodbye;
    }

    private static SourceShape.Container wrapping(String mimeType) {
        return mimeType.contains("/mp4") ? SourceShape.Container.MP4 : SourceShape.Container.MATROSKA;
    }

    /** Another socket of the same broadcaster goes on. */
    synchronized void reconnected(
            ContainerOpening next, String mimeType, String nextSocket, Consumer<String> nextGoodbye) {
        socket = nextSocket;
        goodbye = nextGoodbye;
        if (wrapping(mimeType) != wrapping) {
            finishRun();
            container = next;
            wrapping = wrapping(mimeType);
        }
        connected = true;
        lastNanos = System.nanoTime();
        session.pipeline().continues();
    }

    synchronized long nextSeq() {
        return nextSeq;
    }

    synchronized boolean isOver() {
        return left;
    }

    /** Done when the slice is in FFmpeg's pipe; a slice that was taken before is done at once. */
    Uni<Void> slice(long seq, Buffer bytes) {
        synchronized (this) {
            if (seq < nextSeq || left) {
                return Uni.createFrom().voidItem();
            }
            nextSeq = seq + 1;
            lastNanos = System.nanoTime();
            meter.add(bytes.length(), false, lastNanos);
            if (container.startsHere(bytes)) {
                finishRun();
                opening = Buffer.buffer();
                opened = false;
                reader = null;
                recordedSince = null;
            }
            if (!opened) {
                return open(bytes);
            }
            var place = read(bytes);
            var running = run;
            if (running == null) {
                return rejoin(bytes, place);
            }
            if (reshape && place.isPresent()) {
                running.offer(bytes.slice(0, place.get().at()));
                finishRun();
                return join(bytes, place.get());
            }
            return running.write(bytes);
        }
    }

    /** What was read before counts as fed: the newest slice is on its way. */
    private Optional<MediaReader.Place> read(Buffer bytes) {
        var reading = reader;
        if (reading == null) {
            return Optional.empty();
        }
        fedMillis = reading.millis();
        return reading.read(bytes);
    }

    /** Gathers everything before the first media, which tells what is in it and is what FFmpeg must see first. */
    private Uni<Void> open(Buffer bytes) {
        opening.appendBuffer(bytes);
        int media = container.mediaStart(opening, 0);
        if (media < 0) {
            if (opening.length() > OPENING_BYTES_MAX) {
                leave(Farewell.NOT_UNDERSTOOD);
            }
            return Uni.createFrom().voidItem();
        }
        Buffer all = opening;
        opening = all.slice(0, media).copy();
        opened = true;
        reader = container.reader(opening).orElse(null);
        long millis = read(all.slice(media, all.length()))
                .map(MediaReader.Place::millis)
                .orElse(0L);
        return begin(all, millis);
    }

    /** After FFmpeg died: the same opening again, then media from the next place that stands alone, as far as we can tell. */
    private Uni<Void> rejoin(Buffer bytes, Optional<MediaReader.Place> place) {
        if (place.isPresent()) {
            return join(bytes, place.get());
        }
        int media = container.mediaStart(bytes, 0);
        return media < 0 ? Uni.createFrom().voidItem() : begin(after(bytes, media), fedMillis);
    }

    private Uni<Void> join(Buffer bytes, MediaReader.Place place) {
        return begin(after(bytes, place.at()), place.millis());
    }

    private Buffer after(Buffer bytes, int at) {
        return opening.copy().appendBuffer(bytes, at, bytes.length() - at);
    }

    /** Media that comes late is of the time that it was made at: by the recorder's own clock, as far as we can read it. */
    private Uni<Void> begin(Buffer bytes, long millis) {
        Optional<ContainerOpening.Tracks> tracks = container.tracks(opening);
        if (tracks.isEmpty()) {
            goodbye.accept("UNSUPPORTED_MEDIA");
            return Uni.createFrom().voidItem();
        }
        var found = tracks.get();
        var shape = new SourceShape(wrapping, found.video(), found.audio(), found.width(), found.height(), 0);
        var since = recordedSince;
        var started = since == null ? session.begin(shape, this) : session.begin(shape, this, since.plusMillis(millis));
        if (since == null && reader != null) {
            recordedSince = started.startedAt().minusMillis(millis);
        }
        run = started;
        runSinceMillis = millis;
        fedMillis = millis;
        reshape = false;
        return started.write(bytes);
    }

    private void finishRun() {
        var running = run;
        run = null;
        if (running != null) {
            session.finish(running);
        }
    }

    /** The socket is gone, the broadcaster may come back, or has done so already. */
    void disconnected(String gone) {
        synchronized (this) {
            if (left || !gone.equals(socket)) {
                return;
            }
            connected = false;
        }
        session.pipeline().suspend();
    }

    /** The broadcaster has stopped the recorder. */
    void stopped() {
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
    public void resume() {
        // each slice waits for its own writing
    }

    @Override
    public void died(TranscodeRun dead) {
        synchronized (this) {
            if (left || !dead.equals(run)) {
                return;
            }
            run = null;
        }
        if (!session.mayRestart()) {
            LOG.warnf("FFmpeg cannot handle the browser's signal of %s", session.streamId());
            goodbye.accept("UNSUPPORTED_MEDIA");
        }
    }

    @Override
    public synchronized long silentMillis() {
        return connected && !left ? (System.nanoTime() - lastNanos) / 1_000_000 : Long.MAX_VALUE;
    }

    @Override
    public synchronized Arrival arrival() {
        return new Arrival(
                meter.kbps(System.nanoTime()), null, run == null || reader == null ? null : fedMillis - runSinceMillis);
    }

    @Override
    public synchronized boolean reshape() {
        reshape = run != null && reader != null;
        return reshape;
    }

    @Override
    public void leave(Farewell farewell) {
        Consumer<String> told;
        synchronized (this) {
            if (left) {
                return;
            }
            left = true;
            run = null;
            told = goodbye;
        }
        told.accept(
                switch (farewell) {
                    case STREAM_ENDED, TAKEN_OVER -> "INGEST_CLOSED";
                    case NOT_UNDERSTOOD -> "UNSUPPORTED_MEDIA";
                    case CLOSING, ELSEWHERE -> "UPSTREAM_UNAVAILABLE";
                });
    }
}
