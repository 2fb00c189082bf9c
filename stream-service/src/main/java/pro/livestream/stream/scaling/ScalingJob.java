package pro.livestream.stream.scaling;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;
import pro.livestream.stream.lease.JobLeases;
import pro.livestream.stream.seat.SeatCount;
import pro.livestream.stream.seat.Seats;
import pro.livestream.stream.stage.Stage;
import pro.livestream.stream.stage.StageConfig;
import pro.livestream.stream.stage.StageMaker;
import pro.livestream.stream.stage.Stages;

/** Keeps every tenant's number of stages fitting its viewers; one replica leads at a time. */
@ApplicationScoped
class ScalingJob {

    private final Tenants tenants;
    private final TenantDatabase database;
    private final JobLeases leases;
    private final Stages stages;
    private final StageMaker maker;
    private final Seats seats;
    private final ScalingConfig config;
    private final ScalingPolicy policy;

    ScalingJob(
            Tenants tenants,
            TenantDatabase database,
            JobLeases leases,
            Stages stages,
            StageMaker maker,
            Seats seats,
            ScalingConfig config,
            StageConfig stageConfig) {
        this.tenants = tenants;
        this.database = database;
        this.leases = leases;
        this.stages = stages;
        this.maker = maker;
        this.seats = seats;
        this.config = config;
        this.policy = new ScalingPolicy(
                new ScalingPolicy.Limits(
                        config.createAt(), config.drainAt(), config.warmUp(), config.headroom(), stageConfig.max()),
                Clock.systemUTC());
    }

    @Scheduled(every = "{livestream.scaling.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> scale() {
        return tenants.forEachReady("the stages to be scaled", tenant -> scale(tenant));
    }

    private Uni<Void> scale(Tenant tenant) {
        return database.inTransaction(tenant, this::ours)
                .chain(known -> known.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : seats.counts(
                                        tenant,
                                        known.stream().map(Stage::stageArn).toList())
                                .chain(counts ->
                                        carryOut(tenant, counts.keySet(), policy.decide(loads(known, counts)))));
    }

    /** The stages, where there are any and this replica leads. */
    private Uni<List<Stage>> ours(SqlConnection tx) {
        return stages.known(tx).chain(known -> leases.ours(tx, "scaling", config.lease(), known, List.of()));
    }

    private static List<StageLoad> loads(List<Stage> known, Map<String, SeatCount> counts) {
        return known.stream()
                .map(stage -> new StageLoad(
                        stage.stageArn(),
                        stage.master(),
                        stage.isOpen(),
                        stage.createdAt(),
                        counts.getOrDefault(stage.stageArn(), SeatCount.NONE).taken()))
                .toList();
    }

    private Uni<Void> carryOut(Tenant tenant, Set<String> known, List<ScalingDecision> decisions) {
        if (decisions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var gone = new ArrayList<String>();
        return database.inTransaction(tenant, tx -> {
                    var done = stages.lockAll(tx, tenant);
                    for (var decision : decisions) {
                        done = done.chain(() -> carryOut(tx, tenant, decision, gone));
                    }
                    return done;
                })
                .chain(() -> Multi.createFrom()
                        .iterable(gone)
                        .onItem()
                        .transformToUniAndConcatenate(stageArn -> seats.forget(tenant, stageArn))
                        .collect()
                        .last())
                .chain(() -> Multi.createFrom()
                        .iterable(decisions)
                        .onItem()
                        .transformToUniAndConcatenate(decision -> create(tenant, known, decision))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    /** Outside of a transaction, since a media server may have to make it first. */
    private Uni<Void> create(Tenant tenant, Set<String> known, ScalingDecision decision) {
        return decision instanceof ScalingDecision.Create(var reason, var viewers)
                ? maker.add(tenant, known, reason, viewers)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> carryOut(SqlConnection tx, Tenant tenant, ScalingDecision decision, List<String> gone) {
        return switch (decision) {
            case ScalingDecision.Create _ -> Uni.createFrom().voidItem();
            case ScalingDecision.Drain(var stageArn, var reason, var viewers) ->
                stages.drain(tx, tenant, stageArn, reason, viewers);
            case ScalingDecision.Delete(var stageArn, var reason) ->
                stages.deleteEmpty(tx, tenant, stageArn, reason)
                        .invoke(deleted -> {
                            if (deleted) {
                                gone.add(stageArn);
                            }
                        })
                        .replaceWithVoid();
        };
    }
}
