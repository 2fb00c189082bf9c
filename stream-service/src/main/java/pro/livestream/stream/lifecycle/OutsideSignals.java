package pro.livestream.stream.lifecycle;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;
import pro.livestream.stream.key.StreamKeys;
import pro.livestream.stream.lease.JobLeases;
import pro.livestream.stream.media.MediaServers;
import pro.livestream.stream.media.OutsideDesk;
import pro.livestream.stream.media.SignalReport;

/** Keeps the signals of streams at media servers outside: asked in turn by one replica, and at once when such a server calls. */
@ApplicationScoped
class OutsideSignals implements OutsideDesk {

    private static final Logger LOG = Logger.getLogger(OutsideSignals.class);
    private static final String EMBEDDED = "embedded";
    private static final String JOB = "outside-signals";
    private static final Duration TURN = Duration.ofSeconds(15);

    private final Tenants tenants;
    private final TenantDatabase database;
    private final StreamStore store;
    private final HealthStore health;
    private final LateRecordingStore recordings;
    private final StreamIngestDesk desk;
    private final StreamKeys keys;
    private final MediaServers servers;
    private final JobLeases leases;
    private final Clock clock = Clock.systemUTC();

    OutsideSignals(
            Tenants tenants,
            TenantDatabase database,
            StreamStore store,
            HealthStore health,
            LateRecordingStore recordings,
            StreamIngestDesk desk,
            StreamKeys keys,
            MediaServers servers,
            JobLeases leases) {
        this.tenants = tenants;
        this.database = database;
        this.store = store;
        this.health = health;
        this.recordings = recordings;
        this.desk = desk;
        this.keys = keys;
        this.servers = servers;
        this.leases = leases;
    }

    @Scheduled(every = "{livestream.media.look-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        if (servers.onlyEmbedded()) {
            return Uni.createFrom().voidItem();
        }
        return tenants.forEachReady("the signals to be looked at", tenant -> look(tenant));
    }

    private Uni<Void> look(Tenant tenant) {
        return database.inTransaction(tenant, tx -> leases.hold(tx, JOB, TURN))
                .chain(ours -> ours
                        ? database.inTransaction(tenant, tx -> store.liveOutside(tx, EMBEDDED))
                        : Uni.createFrom().item(List.<Stream>of()))
                .chain(streams -> Multi.createFrom()
                        .iterable(streams)
                        .onItem()
                        .transformToUniAndConcatenate(stream -> look(tenant, stream)
                                .onFailure()
                                .invoke(e ->
                                        LOG.warnf("signal of %s is not known: %s", stream.streamId(), e.getMessage()))
                                .onFailure()
                                .recoverWithNull())
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> look(Tenant tenant, Stream stream) {
        return servers.named(stream.mediaProvider())
                .look(tenant.name(), stream.streamId(), stream.reference())
                .chain(report -> report.map(known -> take(tenant, stream, known))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> take(Tenant tenant, Stream stream, SignalReport report) {
        var known = report.health();
        var kept = known == null
                ? Uni.createFrom().voidItem()
                : database.inTransaction(
                        tenant, tx -> health.put(tx, Map.of(stream.streamId(), known), clock.instant()));
        var reference = report.reference();
        return kept.chain(() -> reference == null
                        ? Uni.createFrom().voidItem()
                        : database.inTransaction(tenant, tx -> store.reference(tx, stream.streamId(), reference)))
                .chain(() -> desk.changeMedia(tenant, stream.streamId(), report.state()));
    }

    @Override
    public Uni<Void> lookAgain(String tenantName, UUID streamId) {
        var tenant = new Tenant(tenantName);
        return database.inTransaction(tenant, tx -> store.find(tx, streamId))
                .chain(found -> found.filter(stream -> stream.status() == StreamStatus.LIVE)
                        .map(stream -> look(tenant, stream))
                        .orElseGet(() -> database.inTransaction(
                                tenant, tx -> recordings.lookAt(tx, streamId, clock.instant()))));
    }

    @Override
    public Uni<Boolean> mayPublish(String tenantName, UUID streamId, String streamKey) {
        var tenant = new Tenant(tenantName);
        return keys.holder(streamKey)
                .chain(holder -> holder.filter(known -> known.tenant().equals(tenant))
                        .map(known -> database.inTransaction(tenant, tx -> store.find(tx, streamId))
                                .map(found -> found.filter(stream -> stream.status() == StreamStatus.LIVE
                                                && stream.userId().equals(known.userId()))
                                        .isPresent()))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    @Override
    public Uni<Boolean> isPublic(String tenantName, UUID streamId) {
        return database.inTransaction(new Tenant(tenantName), tx -> store.find(tx, streamId))
                .map(found -> found.filter(stream -> "public".equals(stream.visibility()))
                        .isPresent());
    }
}
