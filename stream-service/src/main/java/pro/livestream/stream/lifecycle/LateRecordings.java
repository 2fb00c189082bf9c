package pro.livestream.stream.lifecycle;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;
import pro.livestream.stream.lease.JobLeases;
import pro.livestream.stream.media.MediaReference;
import pro.livestream.stream.media.MediaServers;
import pro.livestream.stream.media.RecordingSource;
import pro.livestream.stream.media.RecordingSummary;
import pro.livestream.stream.media.recording.Recorder;
import pro.livestream.stream.media.recording.RecordingStore;
import pro.livestream.stream.media.recording.SpoolBlockingAdapter;

/**
 * Brings recordings that media servers outside made to our bucket, when their streams are over: on one replica at a time, one after the
 * other, file by file; after a crash the next one goes on with the first file that is missing. Then the archive is made as of any stream.
 */
@ApplicationScoped
class LateRecordings {

    private static final Logger LOG = Logger.getLogger(LateRecordings.class);
    private static final String JOB = "late-recordings";

    /** Long enough for one file. */
    private static final Duration TURN = Duration.ofMinutes(10);

    private static final Duration PAUSE_MIN = Duration.ofSeconds(2);
    private static final Duration PAUSE_MAX = Duration.ofMinutes(5);
    private static final int AGE_A_PAUSE = 8;

    private final Tenants tenants;
    private final TenantDatabase database;
    private final StreamStore streams;
    private final LateRecordingStore store;
    private final StreamEvents events;
    private final MediaServers servers;
    private final RecordingStore bucket;
    private final ObjectMapper json;
    private final JobLeases leases;
    private final StreamConfig config;
    private final Clock clock = Clock.systemUTC();

    LateRecordings(
            Tenants tenants,
            TenantDatabase database,
            StreamStore streams,
            LateRecordingStore store,
            StreamEvents events,
            MediaServers servers,
            RecordingStore bucket,
            ObjectMapper json,
            JobLeases leases,
            StreamConfig config) {
        this.tenants = tenants;
        this.database = database;
        this.streams = streams;
        this.store = store;
        this.events = events;
        this.servers = servers;
        this.bucket = bucket;
        this.json = json;
        this.leases = leases;
        this.config = config;
    }

    @Scheduled(every = "{livestream.stream.recordings-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> fetch() {
        return servers.onlyEmbedded()
                ? Uni.createFrom().voidItem()
                : tenants.forEachReady("recordings at media servers", tenant -> fetch(tenant));
    }

    private Uni<Void> fetch(Tenant tenant) {
        return database.inTransaction(
                        tenant,
                        tx -> store.due(tx, clock.instant())
                                .chain(due -> leases.ours(tx, JOB, TURN, due, List.<LateRecordingStore.Late>of())))
                .chain(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(late -> fetch(tenant, late)
                                .onFailure()
                                .invoke(e -> LOG.warnf("recording of %s: %s", late.streamId(), e.toString()))
                                .onFailure()
                                .recoverWithUni(() -> later(tenant, late)))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> fetch(Tenant tenant, LateRecordingStore.Late late) {
        return database.inTransaction(tenant, tx -> streams.find(tx, late.streamId()))
                .chain(found -> found.map(stream -> fetch(tenant, late, stream)).orElseGet(() -> drop(tenant, late)));
    }

    private Uni<Void> fetch(Tenant tenant, LateRecordingStore.Late late, Stream stream) {
        var source = servers.named(stream.mediaProvider()).recordings();
        if (source.isEmpty()) {
            return drop(tenant, late);
        }
        var over = new RecordingSource.Over(tenant.name(), stream.streamId(), stream.reference(), late.endedAt());
        return source.get().pieces(over).chain(pieces -> {
            if (pieces.isEmpty()) {
                return later(tenant, late);
            }
            return pieces.get().isEmpty()
                    ? drop(tenant, late)
                    : copied(tenant, stream, source.get(), pieces.get())
                            .chain(summary -> database.inTransaction(tenant, tx -> done(tx, tenant, late, summary)));
        });
    }

    private Uni<RecordingSummary> copied(
            Tenant tenant, Stream stream, RecordingSource source, List<RecordingSource.Piece> pieces) {
        Path spool = Path.of(config.recordingsSpool());
        Path file = spool.resolve(stream.streamId().toString());
        var recorder = new Recorder(
                bucket, json, clock, new Recorder.Subject(tenant.name(), stream.userId(), stream.streamId()));
        return SpoolBlockingAdapter.make(spool)
                .chain(recorder::resume)
                .chain(() -> Multi.createFrom()
                        .iterable(pieces.subList(Math.min(recorder.stored(), pieces.size()), pieces.size()))
                        .onItem()
                        .transformToUniAndConcatenate(piece -> copied(tenant, source, piece, file, recorder))
                        .collect()
                        .last())
                .chain(recorder::complete)
                .onTermination()
                .call(() -> SpoolBlockingAdapter.remove(file));
    }

    /** The next is fetched when this one is stored, so that the disk holds one. */
    private Uni<Void> copied(
            Tenant tenant, RecordingSource source, RecordingSource.Piece piece, Path file, Recorder recorder) {
        return database.inTransaction(tenant, tx -> leases.hold(tx, JOB, TURN))
                .invoke(ours -> {
                    if (!ours) {
                        throw new IllegalStateException("another replica has taken over");
                    }
                })
                .chain(() -> source.fetch(piece, file))
                .chain(() -> recorder.store(new Recorder.ClosedSegment(
                        file,
                        piece.run(),
                        piece.container(),
                        piece.suffix(),
                        piece.startedAt(),
                        piece.durationSeconds())));
    }

    private Uni<Void> done(SqlConnection tx, Tenant tenant, LateRecordingStore.Late late, RecordingSummary summary) {
        @Nullable String bucketName = summary.bucket();
        @Nullable String manifest = summary.manifest();
        return streams.lock(tx, late.streamId())
                .chain(stream -> store.done(tx, late.streamId()).chain(first -> {
                    if (!first || bucketName == null || manifest == null) {
                        return Uni.createFrom().voidItem();
                    }
                    var known = StreamChanges.touched(stream, now()).with(summary.gaps(), MediaReference.NONE);
                    LOG.infof("the recording of %s has been fetched", late.streamId());
                    return streams.update(tx, known)
                            .chain(() -> streams.recorded(tx, late.streamId(), manifest))
                            .chain(() -> events.recorded(tx, tenant, known, bucketName, manifest));
                }));
    }

    /** The older, the longer the pause; in the end it is given up. */
    private Uni<Void> later(Tenant tenant, LateRecordingStore.Late late) {
        Instant now = clock.instant();
        Duration age = Duration.between(late.endedAt(), now);
        if (age.compareTo(config.recordingsGiveUp()) > 0) {
            LOG.errorf("the recording of %s never came", late.streamId());
            return drop(tenant, late);
        }
        var pause = age.dividedBy(AGE_A_PAUSE);
        var bounded = pause.compareTo(PAUSE_MIN) < 0 ? PAUSE_MIN : pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
        return database.inTransaction(tenant, tx -> store.lookAt(tx, late.streamId(), now.plus(bounded)));
    }

    private Uni<Void> drop(Tenant tenant, LateRecordingStore.Late late) {
        return database.inTransaction(tenant, tx -> store.done(tx, late.streamId()))
                .replaceWithVoid();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
