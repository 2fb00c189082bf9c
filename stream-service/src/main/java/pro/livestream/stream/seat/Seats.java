package pro.livestream.stream.seat;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** The seats of a tenant's stages; before anything is said of them, those that Redis lost are built anew from the open records. */
@ApplicationScoped
public class Seats {

    /** A viewer's seat; a seat that it had before is not fresh. */
    public record Placed(String stageArn, boolean fresh) {}

    private static final Logger LOG = Logger.getLogger(Seats.class);
    private static final int BUILDS_MAX = 3;
    private static final int OVER = -2;
    private static final int FULL = -3;
    private static final int VIEWER_JOINS = 2;
    private static final int PUBLISHER_JOINS = 4;

    private final TenantDatabase database;
    private final SeatSets sets;
    private final ViewingRecordStore records;
    private final PutOffStore putOffs;
    private final SeatConfig config;
    private final SeatMetrics metrics;
    private final Clock clock = Clock.systemUTC();

    Seats(
            TenantDatabase database,
            SeatSets sets,
            ViewingRecordStore records,
            PutOffStore putOffs,
            SeatConfig config,
            SeatMetrics metrics) {
        this.database = database;
        this.sets = sets;
        this.records = records;
        this.putOffs = putOffs;
        this.config = config;
        this.metrics = metrics;
    }

    /** The seat that the viewer has already, else one on the fullest open stage that has room; empty when none has. */
    public Uni<Optional<Placed>> reserve(Tenant tenant, List<Candidate> candidates, String userId) {
        return built(tenant, () -> sets.reserve(tenant, candidates, userId))
                .map(reserved -> reserved.place() < 0
                        ? Optional.empty()
                        : Optional.of(
                                new Placed(candidates.get(reserved.place()).stageArn(), reserved.fresh())));
    }

    public Uni<Void> reservePublisher(Tenant tenant, String stageArn, String userId) {
        return built(tenant, () -> sets.hold(tenant, stageArn, userId)).replaceWithVoid();
    }

    /** Gives back a seat that was never used, with its record where it has one. */
    public Uni<Void> giveBack(Tenant tenant, String stageArn, String userId, Optional<UUID> recordId) {
        return recordId.map(id -> database.inTransaction(tenant, tx -> records.drop(tx, id)))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> sets.release(tenant, stageArn, SeatRole.VIEWER, userId, false));
    }

    /** Refuses strangers, those whose time is over, and publishers while another one is online. */
    public Uni<Void> beat(Tenant tenant, String stageArn, String userId, String qoe) {
        return beatOnce(tenant, stageArn, userId, qoe)
                .chain(code -> code == 0 ? restored(tenant, stageArn, userId, qoe) : accepted(code))
                .chain(code -> joined(tenant, stageArn, userId, code));
    }

    private Uni<Integer> beatOnce(Tenant tenant, String stageArn, String userId, String qoe) {
        return built(tenant, () -> sets.beat(tenant, stageArn, userId, qoe));
    }

    /** A replica of Redis may have missed the seat: the open record proves it. */
    private Uni<Integer> restored(Tenant tenant, String stageArn, String userId, String qoe) {
        return database.inTransaction(tenant, tx -> records.open(tx, stageArn, userId))
                .chain(open -> open.isEmpty()
                        ? Uni.createFrom().item(0)
                        : sets.mend(tenant, open).chain(() -> beatOnce(tenant, stageArn, userId, qoe)))
                .chain(Seats::accepted);
    }

    private static Uni<Integer> accepted(int code) {
        return switch (code) {
            case 0, OVER -> Uni.createFrom().failure(new SeatError.NotJoined().refused());
            case FULL -> Uni.createFrom().failure(new SeatError.Full().refused());
            default -> Uni.createFrom().item(code);
        };
    }

    private Uni<Void> joined(Tenant tenant, String stageArn, String userId, int code) {
        var done = Uni.createFrom().voidItem();
        if ((code & VIEWER_JOINS) != 0) {
            done = done.chain(() -> joined(tenant, stageArn, SeatRole.VIEWER, userId));
        }
        if ((code & PUBLISHER_JOINS) != 0) {
            done = done.chain(() -> joined(tenant, stageArn, SeatRole.PUBLISHER, userId));
        }
        return done;
    }

    /** Where the record can't be written now, the next heartbeat is the first again. */
    private Uni<Void> joined(Tenant tenant, String stageArn, SeatRole role, String userId) {
        return database.inTransaction(tenant, tx -> records.joined(tx, role, stageArn, userId, now()))
                .invoke(() -> metrics.joined(tenant, role))
                .onFailure()
                .call(failure -> sets.release(tenant, stageArn, role, userId, true));
    }

    /** The record of the stay, or of the reservation that nobody used; refuses strangers. */
    public Uni<ViewingRecord> leave(Tenant tenant, String stageArn, String userId) {
        return database.inTransaction(
                        tenant,
                        tx -> records.left(tx, stageArn, userId, now()).call(ended -> putOffs.add(tx, ended, now())))
                .map(ended -> ended.stream()
                        .min(Comparator.comparing((ViewingRecord record) -> record.joinedAt() == null)
                                .thenComparing(ViewingRecord::role))
                        .map(first -> {
                            ended.stream()
                                    .filter(record -> record.joinedAt() != null)
                                    .forEach(record -> metrics.left(tenant, record.role(), "left"));
                            return first;
                        })
                        .orElseThrow(() -> new SeatError.NotJoined().refused()))
                .call(() -> sets.release(tenant, stageArn, SeatRole.VIEWER, userId, false))
                .call(() -> sets.release(tenant, stageArn, SeatRole.PUBLISHER, userId, false));
    }

    public Uni<Map<String, SeatCount>> counts(Tenant tenant, List<String> stages) {
        return built(tenant, () -> sets.counts(tenant, stages)).map(counts -> {
            var byStage = new HashMap<String, SeatCount>();
            for (int i = 0; i < stages.size(); i++) {
                byStage.put(stages.get(i), counts.get(i));
            }
            return byStage;
        });
    }

    public Uni<SeatCount> count(Tenant tenant, String stageArn) {
        return counts(tenant, List.of(stageArn)).map(counts -> counts.getOrDefault(stageArn, SeatCount.NONE));
    }

    public Uni<List<Present>> present(Tenant tenant, String stageArn, SeatRole role) {
        return built(tenant, () -> sets.present(tenant, stageArn, role));
    }

    /** For a stage that is gone. */
    public Uni<Void> forget(Tenant tenant, String stageArn) {
        return sets.forget(tenant, stageArn);
    }

    /** Ends the stays and reservations on a stage whose time is over. */
    Uni<Void> sweep(Tenant tenant, String stageArn) {
        return sets.sweep(tenant, stageArn).chain(over -> {
            var done = Uni.createFrom().voidItem();
            for (var one : over) {
                done = done.chain(() -> end(tenant, stageArn, one));
            }
            return done;
        });
    }

    private Uni<Void> end(Tenant tenant, String stageArn, SeatSets.Over over) {
        return database.inTransaction(
                        tenant,
                        tx -> records.timedOut(tx, stageArn, over)
                                .call(ended -> putOffs.add(tx, ended, now().plus(config.putOffAfter()))))
                .invoke(ended -> {
                    if (ended.stream().anyMatch(record -> record.leftAt() != null)) {
                        metrics.left(tenant, over.role(), "timeout");
                    }
                })
                .chain(() -> sets.closed(tenant, stageArn, over));
    }

    /** Adds the seats of open records that Redis does not have, as after a failover that lost its newest writes. */
    Uni<Void> mend(Tenant tenant, List<ViewingRecord> open) {
        return open.isEmpty() ? Uni.createFrom().voidItem() : sets.mend(tenant, open);
    }

    private <T> Uni<T> built(Tenant tenant, Supplier<Uni<Optional<T>>> work) {
        return built(tenant, work, BUILDS_MAX);
    }

    private <T> Uni<T> built(Tenant tenant, Supplier<Uni<Optional<T>>> work, int buildsLeft) {
        return work.get().chain(answer -> {
            if (answer.isPresent()) {
                return Uni.createFrom().item(answer.get());
            }
            if (buildsLeft == 0) {
                return Uni.createFrom()
                        .failure(Refusal.unavailable("Seats can't be kept right now; try again soon")
                                .refused());
            }
            return build(tenant).chain(() -> built(tenant, work, buildsLeft - 1));
        });
    }

    private Uni<Void> build(Tenant tenant) {
        return database.inTransaction(tenant, records::open)
                .invoke(open -> LOG.infof("seats of %s are built from %d open records", tenant, open.size()))
                .chain(open -> sets.build(tenant, open));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
