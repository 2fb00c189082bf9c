package pro.livestream.stream.seat;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;
import pro.livestream.stream.lease.JobLeases;

/** Ends stays without heartbeats and gives back seats that nobody claimed, on one replica at a time. */
@ApplicationScoped
class SeatSweepJob {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Tenants tenants;
    private final TenantDatabase database;
    private final JobLeases leases;
    private final ViewingRecordStore records;
    private final Seats seats;

    SeatSweepJob(Tenants tenants, TenantDatabase database, JobLeases leases, ViewingRecordStore records, Seats seats) {
        this.tenants = tenants;
        this.database = database;
        this.leases = leases;
        this.records = records;
        this.seats = seats;
    }

    @Scheduled(every = "{livestream.seats.sweep-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return tenants.forEachReady("the seats to be swept", tenant -> sweep(tenant));
    }

    private Uni<Void> sweep(Tenant tenant) {
        return database.inTransaction(tenant, this::ours)
                .chain(open -> Multi.createFrom()
                        .iterable(open.stream()
                                .map(ViewingRecord::stageArn)
                                .distinct()
                                .toList())
                        .onItem()
                        .transformToUniAndConcatenate(stageArn -> seats.sweep(tenant, stageArn))
                        .collect()
                        .last()
                        .chain(() -> open.isEmpty() ? Uni.createFrom().voidItem() : mend(tenant)));
    }

    /** The open records, where there are any and it is this replica's turn. */
    private Uni<List<ViewingRecord>> ours(SqlConnection tx) {
        return records.open(tx).chain(open -> leases.ours(tx, "seat-sweep", LEASE, open, List.of()));
    }

    private Uni<Void> mend(Tenant tenant) {
        return database.inTransaction(tenant, records::open).chain(open -> seats.mend(tenant, open));
    }
}
