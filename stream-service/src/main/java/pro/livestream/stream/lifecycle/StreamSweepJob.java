package pro.livestream.stream.lifecycle;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;
import pro.livestream.stream.media.MediaState;

/** Ends what has no signal any longer, also when the node that had it died. */
@ApplicationScoped
class StreamSweepJob {

    private static final Logger LOG = Logger.getLogger(StreamSweepJob.class);

    private final Tenants tenants;
    private final TenantDatabase database;
    private final StreamStore store;
    private final MediaLeaseStore leases;
    private final StreamIngestDesk desk;
    private final StreamService service;
    private final StreamConfig config;
    private final Clock clock = Clock.systemUTC();

    StreamSweepJob(
            Tenants tenants,
            TenantDatabase database,
            StreamStore store,
            MediaLeaseStore leases,
            StreamIngestDesk desk,
            StreamService service,
            StreamConfig config) {
        this.tenants = tenants;
        this.database = database;
        this.store = store;
        this.leases = leases;
        this.desk = desk;
        this.service = service;
        this.config = config;
    }

    @Scheduled(every = "{livestream.stream.sweep-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return tenants.forEachReady("the streams to be swept", tenant -> sweep(tenant));
    }

    private Uni<Void> sweep(Tenant tenant) {
        Instant now = clock.instant();
        return database.inTransaction(tenant, tx -> leases.orphans(tx, now))
                .chain(orphans -> Multi.createFrom()
                        .iterable(orphans)
                        .invoke(id -> LOG.warnf("stream %s: its media node is gone", id))
                        .onItem()
                        .transformToUniAndConcatenate(id -> desk.changeMedia(tenant, id, MediaState.INTERRUPTED))
                        .collect()
                        .last())
                .chain(() -> database.inTransaction(
                        tenant,
                        tx -> store.abandoned(tx, now.minus(config.mediaWait()), now.minus(config.mediaGrace()))))
                .chain(abandoned -> Multi.createFrom()
                        .iterable(abandoned)
                        .invoke(gone -> LOG.infof("stream %s ends: %s", gone.streamId(), gone.reason()))
                        .onItem()
                        .transformToUniAndConcatenate(gone -> service.end(tenant, gone.streamId(), gone.reason()))
                        .collect()
                        .last());
    }
}
