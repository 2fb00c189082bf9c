package pro.livestream.stream.media.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import pro.livestream.contracts.event.RecordingGap;
import pro.livestream.stream.media.RecordingSummary;

/** Uploads the closed source segments of one stream in order and keeps its manifest; the local files are its only queue. */
public final class Recorder {

    /** A closed segment on the local disk. */
    public record ClosedSegment(
            Path file, int run, String container, String suffix, Instant startedAt, double durationSeconds) {}

    /** Whose recording it is. */
    public record Subject(String tenant, UUID userId, UUID streamId) {

        String folder() {
            return tenant + "/" + userId + "/" + streamId + "/recording";
        }

        String manifestKey() {
            return folder() + "/manifest.json";
        }
    }

    private static final Logger LOG = Logger.getLogger(Recorder.class);
    private static final Duration GAP_MIN = Duration.ofMillis(250);
    private static final Duration MANIFEST_EVERY = Duration.ofSeconds(4);
    private static final Duration RETRY_MIN = Duration.ofMillis(300);
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);

    private final RecordingStore store;
    private final ObjectMapper json;
    private final Clock clock;
    private final Subject subject;
    private final Deque<ClosedSegment> pending = new ArrayDeque<>();
    private final Map<ClosedSegment, UniEmitter<? super Void>> awaited = new HashMap<>();
    private final List<RecordingManifest.Entry> entries = new ArrayList<>();
    private final List<RecordingGap> gaps = new ArrayList<>();
    private final List<UniEmitter<? super RecordingSummary>> waiting = new ArrayList<>();
    private Instant manifestWritten = Instant.EPOCH;
    private boolean busy;
    private boolean completing;
    private boolean completed;
    private boolean abandoned;

    public Recorder(RecordingStore store, ObjectMapper json, Clock clock, Subject subject) {
        this.store = store;
        this.json = json;
        this.clock = clock;
        this.subject = subject;
    }

    /** Takes up what another node has recorded of the stream before. */
    public Uni<Void> resume() {
        synchronized (this) {
            busy = true;
        }
        return store.get(subject.manifestKey())
                .invoke(found -> found.ifPresent(this::takeOver))
                .onFailure()
                .retry()
                .withBackOff(RETRY_MIN, RETRY_MAX)
                .atMost(5)
                .replaceWithVoid()
                .onTermination()
                .invoke(this::next);
    }

    private synchronized void takeOver(byte[] manifest) {
        try {
            var before = json.readValue(manifest, RecordingManifest.class);
            entries.addAll(before.segments());
            gaps.addAll(before.gaps());
        } catch (IOException e) {
            LOG.errorf(e, "manifest of %s cannot be read", subject.streamId());
        }
    }

    /** Another node has the recording: nothing more is stored from here, and whoever waits gets what there was. */
    public synchronized void abandon() {
        abandoned = true;
        pending.clear();
        completed = true;
        pump();
    }

    public synchronized void add(ClosedSegment segment) {
        if (abandoned) {
            return;
        }
        pending.add(segment);
        pump();
    }

    /** As {@link #add}; done when it is in the bucket. Fails where it cannot be read. */
    public Uni<Void> store(ClosedSegment segment) {
        return Uni.createFrom().emitter(emitter -> {
            synchronized (this) {
                awaited.put(segment, emitter);
                add(segment);
            }
        });
    }

    /** Where it would be, for one that cannot be looked at now. */
    public RecordingSummary unseen() {
        return new RecordingSummary(store.bucket(), subject.manifestKey(), List.of());
    }

    /** How many segments are in the bucket. */
    public synchronized int stored() {
        return entries.size();
    }

    public RecordingSummary soFar() {
        synchronized (this) {
            return entries.isEmpty() && pending.isEmpty()
                    ? RecordingSummary.NOTHING
                    : new RecordingSummary(store.bucket(), subject.manifestKey(), gaps);
        }
    }

    /** Done when all segments and the last manifest are stored. */
    public Uni<RecordingSummary> complete() {
        return Uni.createFrom().emitter(emitter -> {
            synchronized (this) {
                completing = true;
                waiting.add(emitter);
                pump();
            }
        });
    }

    private synchronized void pump() {
        if (busy) {
            return;
        }
        var segment = pending.peek();
        if (segment != null) {
            run(upload(segment));
        } else if (completing && !completed) {
            completed = true;
            run(entries.isEmpty() ? Uni.createFrom().voidItem() : writeManifest());
        } else if (completed) {
            var summary = soFar();
            var told = List.copyOf(waiting);
            waiting.clear();
            told.forEach(emitter -> emitter.complete(summary));
        }
    }

    private void run(Uni<Void> step) {
        busy = true;
        step.subscribe().with(ignored -> next(), failure -> {
            LOG.errorf(failure, "recording of %s lost a segment", subject.streamId());
            next();
        });
    }

    private synchronized void next() {
        busy = false;
        pump();
    }

    private Uni<Void> upload(ClosedSegment segment) {
        int seq = entries.size();
        String key = "%s/%06d.%s".formatted(subject.folder(), seq, segment.suffix());
        return DigestBlockingAdapter.digest(segment.file())
                .chain(digest -> persistently(store.putFile(key, segment.file(), digest.bytes(), digest.base64()))
                        .invoke(() -> stored(segment, seq, key, digest)))
                .onFailure()
                .invoke(() -> lost(segment))
                .chain(() -> SpoolBlockingAdapter.remove(segment.file()))
                .chain(() -> manifestDue() ? writeManifest() : Uni.createFrom().voidItem());
    }

    private Uni<Void> persistently(Uni<Void> put) {
        return put.onFailure()
                .invoke(e -> LOG.warnf("upload for %s failed, trying again: %s", subject.streamId(), e.getMessage()))
                .onFailure()
                .retry()
                .withBackOff(RETRY_MIN, RETRY_MAX)
                .until(e -> !isAbandoned());
    }

    private synchronized void stored(ClosedSegment segment, int seq, String key, DigestBlockingAdapter.Digest digest) {
        if (pending.poll() == null) {
            return;
        }
        if (!entries.isEmpty() && entries.getLast().run() != segment.run()) {
            gapBefore(segment.startedAt());
        }
        entries.add(new RecordingManifest.Entry(
                seq,
                key,
                segment.run(),
                segment.container(),
                segment.startedAt(),
                segment.durationSeconds(),
                digest.bytes(),
                digest.hex()));
        var waiter = awaited.remove(segment);
        if (waiter != null) {
            waiter.complete(null);
        }
    }

    private void gapBefore(Instant start) {
        var last = entries.getLast();
        Instant end = last.start().plusMillis(Math.round(last.durationS() * 1000));
        if (end.plus(GAP_MIN).isBefore(start)) {
            gaps.add(new RecordingGap(end, start, Duration.between(end, start).toMillis() / 1000.0, "interrupted"));
        }
    }

    private synchronized void lost(ClosedSegment segment) {
        if (pending.poll() == null) {
            return;
        }
        var waiter = awaited.remove(segment);
        if (waiter != null) {
            waiter.fail(new IOException("a segment cannot be read"));
            return;
        }
        Instant end = segment.startedAt().plusMillis(Math.round(segment.durationSeconds() * 1000));
        gaps.add(new RecordingGap(segment.startedAt(), end, segment.durationSeconds(), "lost"));
    }

    private synchronized boolean isAbandoned() {
        return abandoned;
    }

    private synchronized boolean manifestDue() {
        return !abandoned && clock.instant().isAfter(manifestWritten.plus(MANIFEST_EVERY));
    }

    private Uni<Void> writeManifest() {
        byte[] text;
        synchronized (this) {
            manifestWritten = clock.instant();
            var manifest = new RecordingManifest(
                    RecordingManifest.VERSION,
                    subject.tenant(),
                    subject.streamId(),
                    subject.userId(),
                    completed,
                    manifestWritten,
                    entries,
                    gaps);
            try {
                text = json.writeValueAsBytes(manifest);
            } catch (JsonProcessingException e) {
                return Uni.createFrom().failure(e);
            }
        }
        return persistently(store.putJson(subject.manifestKey(), text));
    }
}
