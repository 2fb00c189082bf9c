package pro.livestream.stream.media.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.stream.media.IngestCheckpoint;
import pro.livestream.stream.media.IngestDesk;
import pro.livestream.stream.media.IngestGrant;
import pro.livestream.stream.media.IngestRefused;
import pro.livestream.stream.media.MediaEndpoints;
import pro.livestream.stream.media.MediaReference;
import pro.livestream.stream.media.MediaServer;
import pro.livestream.stream.media.MediaState;
import pro.livestream.stream.media.MediaSubject;
import pro.livestream.stream.media.PlaybackSigns;
import pro.livestream.stream.media.PlaybackTokens;
import pro.livestream.stream.media.RecordingSummary;
import pro.livestream.stream.media.SignalReport;
import pro.livestream.stream.media.embedded.rtmp.RtmpDesk;
import pro.livestream.stream.media.embedded.transcode.LadderBudget;
import pro.livestream.stream.media.embedded.transcode.RunFilesBlockingAdapter;
import pro.livestream.stream.media.recording.Recorder;
import pro.livestream.stream.media.recording.RecordingStore;

/** Ingest, transcoding, playback and recording inside this process, one session per stream. */
@ApplicationScoped
public class EmbeddedMediaServer implements MediaServer, RtmpDesk, LivePipeline.Watcher {

    private static final Logger LOG = Logger.getLogger(EmbeddedMediaServer.class);
    private static final Duration RECORDING_TIMEOUT = Duration.ofSeconds(8);

    private final Vertx vertx;
    private final EmbeddedMediaConfig config;
    private final IngestDesk desk;
    private final RecordingStore store;
    private final ObjectMapper json;
    private final PlaybackTokens tokens;
    private final Clock clock = Clock.systemUTC();
    private final Map<UUID, IngestSession> sessions = new ConcurrentHashMap<>();
    private final Map<UUID, IngestSession> lingering = new ConcurrentHashMap<>();
    private final Path spool;
    private final LadderBudget budget = new LadderBudget();
    private final ElsewhereFinish elsewhere;
    private volatile int rtmpPort;

    public EmbeddedMediaServer(
            Vertx vertx,
            EmbeddedMediaConfig config,
            IngestDesk desk,
            RecordingStore store,
            ObjectMapper json,
            PlaybackTokens tokens,
            ServiceConfig service) {
        this.vertx = vertx;
        this.config = config;
        this.desk = desk;
        this.elsewhere = new ElsewhereFinish(desk);
        this.store = store;
        this.json = json;
        this.tokens = tokens;
        this.spool = Path.of(config.spool(), "live", service.instance()).toAbsolutePath();
        this.rtmpPort = config.rtmpPort();
    }

    /** What a process of this name has left behind; its streams go on in new runs. */
    Uni<Void> clearSpool() {
        return RunFilesBlockingAdapter.removeFolder(spool);
    }

    void listensOn(int port) {
        rtmpPort = port;
    }

    @Override
    public String provider() {
        return "embedded";
    }

    @Override
    public Uni<MediaReference> prepare(MediaSubject subject) {
        return Uni.createFrom().item(MediaReference.NONE);
    }

    @Override
    public Uni<Void> discard(MediaSubject subject, MediaReference reference) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public MediaEndpoints.Ingest ingest(URI base, MediaSubject subject, MediaReference reference) {
        String socketScheme = "https".equals(base.getScheme()) ? "wss" : "ws";
        return new MediaEndpoints.Ingest(
                "rtmp://" + base.getHost() + ":" + rtmpPort + "/live",
                subject.streamKey(),
                null,
                socketScheme + "://" + base.getAuthority() + "/ws/streams/" + subject.streamId() + "/ingest");
    }

    @Override
    public MediaEndpoints.Playback playback(URI base, Viewing viewing, MediaReference reference) {
        String token = viewing.isProtected() ? tokens.issue(viewing.streamId()) + "/" : "";
        return new MediaEndpoints.Playback(base + "/hls/" + viewing.streamId() + "/" + token + "master.m3u8", null);
    }

    /** Changes of its signals go to {@link IngestDesk} at once. */
    @Override
    public Uni<Optional<SignalReport>> look(String tenant, UUID streamId, MediaReference reference) {
        return Uni.createFrom().item(Optional.empty());
    }

    @Override
    public Uni<Publication> open(String streamKey, Publisher publisher) {
        return desk.openByKey(streamKey, config.takeoverAfter())
                .chain(this::session)
                .map(session -> {
                    var ingest = new RtmpIngest(session, publisher);
                    session.take(ingest);
                    return (Publication) ingest;
                })
                .onFailure(IngestRefused.class)
                .transform(EmbeddedMediaServer::refused);
    }

    private static PublishRefused refused(IngestRefused refusal) {
        String code = switch (refusal.reason()) {
            case UNKNOWN_KEY, NOT_LIVE -> "NetStream.Publish.Denied";
            case TAKEN -> "NetStream.Publish.BadName";
            case UNAVAILABLE -> "NetStream.Publish.Failed";
        };
        return new PublishRefused(code, String.valueOf(refusal.getMessage()));
    }

    /** The browser's way in, for a caller that was found to be the owner. */
    Uni<IngestSession> openStream(String tenant, UUID streamId) {
        return desk.openStream(tenant, streamId, config.takeoverAfter()).chain(this::session);
    }

    private Uni<IngestSession> session(IngestGrant grant) {
        var existing = sessions.get(grant.streamId());
        if (existing != null) {
            return Uni.createFrom().item(existing);
        }
        var recorder = recorder(grant.tenant(), grant.userId(), grant.streamId());
        var made = new IngestSession(new LivePipeline(vertx, config, clock, this, spool, grant, recorder), config);
        var raced = sessions.putIfAbsent(grant.streamId(), made);
        if (raced != null) {
            return Uni.createFrom().item(raced);
        }
        boolean continued = grant.run() > 0 && grant.record();
        return continued
                ? recorder.resume()
                        .onFailure()
                        .transform(e -> unreadable(made, e))
                        .replaceWith(made)
                : Uni.createFrom().item(made);
    }

    /** Going on without knowing what is there would write over it. */
    private IngestRefused unreadable(IngestSession made, Throwable failure) {
        LOG.errorf(failure, "what was recorded of %s before cannot be read", made.streamId());
        sessions.remove(made.streamId(), made);
        return new IngestRefused(IngestRefused.Reason.UNAVAILABLE, "Try again in a moment");
    }

    @Override
    public void mediaChanged(LivePipeline pipeline, MediaState media) {
        LOG.infof("stream %s: media %s", pipeline.grant().streamId(), media.wireName());
        desk.mediaChanged(pipeline.grant(), media)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(3))
                .atMost(20)
                .subscribe()
                .with(
                        ignored -> {},
                        e -> LOG.errorf(
                                e,
                                "media state of %s is not stored",
                                pipeline.grant().streamId()));
    }

    @Override
    public Uni<RecordingSummary> stop(String tenant, UUID userId, UUID streamId, MediaReference reference) {
        return stop(tenant, userId, streamId);
    }

    private Uni<RecordingSummary> stop(String tenant, UUID userId, UUID streamId) {
        var session = sessions.remove(streamId);
        if (session == null) {
            var late = lingering.get(streamId);
            return late == null ? endedElsewhere(tenant, userId, streamId) : bounded(late);
        }
        lingering.put(streamId, session);
        return bounded(session)
                .onTermination()
                .invoke(() -> vertx.setTimer(config.linger().toMillis(), id -> forget(streamId, session)));
    }

    /** What a node that is gone has recorded is all there is; the manifest of one that lives is left to it. */
    private Uni<RecordingSummary> endedElsewhere(String tenant, UUID userId, UUID streamId) {
        var recorder = recorder(tenant, userId, streamId);
        return elsewhere.await(tenant, streamId).chain(finishing -> switch (finishing) {
            case NOBODY -> bounded(recorder, recorder.resume().chain(recorder::complete));
            case DONE -> bounded(recorder, recorder.resume().map(ignored -> recorder.soFar()));
            case UNDER_WAY -> {
                LOG.warnf("the node that has stream %s is still recording it", streamId);
                yield Uni.createFrom().item(recorder.unseen());
            }
        });
    }

    private static Uni<RecordingSummary> bounded(Recorder recorder, Uni<RecordingSummary> looked) {
        return looked.ifNoItem().after(RECORDING_TIMEOUT).fail().onFailure().recoverWithItem(recorder::unseen);
    }

    private Recorder recorder(String tenant, UUID userId, UUID streamId) {
        return new Recorder(store, json, clock, new Recorder.Subject(tenant, userId, streamId));
    }

    private static Uni<RecordingSummary> bounded(IngestSession session) {
        return session.end(Farewell.STREAM_ENDED)
                .ifNoItem()
                .after(RECORDING_TIMEOUT)
                .recoverWithUni(() -> {
                    LOG.warnf("recording of %s is still on its way", session.streamId());
                    return Uni.createFrom().item(session.pipeline().recordedSoFar());
                });
    }

    private void forget(UUID streamId, IngestSession session) {
        lingering.remove(streamId);
        session.pipeline()
                .removeFiles()
                .subscribe()
                .with(ignored -> {}, e -> LOG.warnf(e, "spool of %s stays", streamId));
    }

    /** What a player may ask for, also for a while after the end. */
    Optional<LivePipeline> pipeline(UUID streamId) {
        var live = Optional.ofNullable(sessions.get(streamId));
        return live.or(() -> Optional.ofNullable(lingering.get(streamId))).map(IngestSession::pipeline);
    }

    /** Finishes what was ended on nodes that do not hold it. */
    void finishWanted() {
        elsewhere.look(
                List.copyOf(sessions.values()),
                session -> stop(session.grant().tenant(), session.grant().userId(), session.streamId()));
    }

    List<IngestCheckpoint> checkpoints() {
        return sessions.values().stream().map(IngestSession::checkpoint).toList();
    }

    /** Takes pictures from streams, or gives them back, so that the CPU suffices for all of them. */
    void shareCpu(double cpuLoad) {
        var loads = sessions.values().stream()
                .flatMap(session -> session.load().stream())
                .toList();
        budget.decide(loads, cpuLoad, clock.instant()).ifPresent(change -> {
            var session = sessions.get(change.streamId());
            if (session != null && session.limit(change.pictures())) {
                LOG.infof(
                        "stream %s: %d pictures from now on, CPU %.2f", change.streamId(), change.pictures(), cpuLoad);
            }
        });
    }

    /** Sends smallest pictures with less, or in full again, by what viewers' players tell. */
    Uni<Void> heedViewers() {
        var watched = List.copyOf(sessions.values());
        if (watched.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return desk.playback(watched.stream().map(IngestSession::grant).toList())
                .invoke(told -> watched.forEach(
                        session -> heed(session, told.getOrDefault(session.streamId(), PlaybackSigns.NONE))))
                .replaceWithVoid();
    }

    private void heed(IngestSession session, PlaybackSigns told) {
        if (session.heed(told, clock.instant())) {
            LOG.infof(
                    "stream %s: its smallest picture is %s from now on, %.2f of playback stalls",
                    session.streamId(), session.pipeline().isLean() ? "lean" : "in full", told.rebufferRatio());
        }
    }

    /** Drops what this node has lost to another, and ends what was ended elsewhere. */
    void keepOnly(Collection<IngestCheckpoint> asked, Map<UUID, IngestDesk.Held> stored) {
        for (IngestCheckpoint checkpoint : asked) {
            UUID streamId = checkpoint.grant().streamId();
            var session = sessions.get(streamId);
            IngestDesk.@Nullable Held held = stored.get(streamId);
            if (session == null) {
                continue;
            }
            if (held == null) {
                LOG.warnf("stream %s is another node's now", streamId);
                sessions.remove(streamId, session);
                session.abandon();
            } else if (held.over()) {
                LOG.infof("stream %s was ended elsewhere", streamId);
                stop(checkpoint.grant().tenant(), checkpoint.grant().userId(), streamId)
                        .subscribe()
                        .with(ignored -> {}, e -> LOG.errorf(e, "stream %s did not stop", streamId));
            } else {
                session.pipeline().remind(held);
            }
        }
    }

    /** At shutdown: publishers are sent away, what was recorded is stored, leases are given back. */
    Uni<Void> closeAll() {
        var closing = List.copyOf(sessions.values());
        if (closing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.join()
                .all(closing.stream().map(this::close).toList())
                .andCollectFailures()
                .replaceWithVoid();
    }

    private Uni<Void> close(IngestSession session) {
        sessions.remove(session.streamId());
        return desk.mediaChanged(session.grant(), MediaState.INTERRUPTED)
                .onFailure()
                .recoverWithNull()
                .chain(() -> session.end(Farewell.CLOSING))
                .ifNoItem()
                .after(RECORDING_TIMEOUT)
                .recoverWithItem(() -> session.pipeline().recordedSoFar())
                .chain(() -> desk.release(session.grant()))
                .onFailure()
                .invoke(e -> LOG.warnf(e, "stream %s did not close well", session.streamId()));
    }
}
