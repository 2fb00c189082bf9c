package pro.livestream.stream.token;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.seat.Candidate;
import pro.livestream.stream.seat.SeatConfig;
import pro.livestream.stream.seat.SeatError;
import pro.livestream.stream.seat.SeatRole;
import pro.livestream.stream.seat.Seats;
import pro.livestream.stream.seat.ViewingRecord;
import pro.livestream.stream.seat.ViewingRecordStore;
import pro.livestream.stream.stage.Stage;
import pro.livestream.stream.stage.StageConfig;
import pro.livestream.stream.stage.StageError;
import pro.livestream.stream.stage.StageMaker;
import pro.livestream.stream.stage.Stages;

/**
 * Finds a participant's seat: first in Redis, where no two replicas give away the same; then its open record, while the stage is held
 * open; then in Redis again, which may have lost the seat in between.
 */
@ApplicationScoped
class Placement {

    private final TenantDatabase database;
    private final Stages stages;
    private final StageMaker maker;
    private final Seats seats;
    private final ViewingRecordStore records;
    private final StreamLookup streams;
    private final int attemptsMax;
    private final int viewersMax;
    private final Clock clock = Clock.systemUTC();

    Placement(
            TenantDatabase database,
            Stages stages,
            StageMaker maker,
            Seats seats,
            ViewingRecordStore records,
            StreamLookup streams,
            StageConfig stageConfig,
            SeatConfig seatConfig) {
        this.database = database;
        this.stages = stages;
        this.maker = maker;
        this.seats = seats;
        this.records = records;
        this.streams = streams;
        this.attemptsMax = 2 * stageConfig.max() + 10;
        this.viewersMax = seatConfig.viewersMax();
    }

    /** Somebody who wants to watch, perhaps a certain stream. */
    record Viewer(Tenant tenant, String userId, @Nullable UUID streamId) {}

    /** The open record of somebody, and the stage that it is of. */
    record Seated(ViewingRecord record, Stage stage) {}

    /** On the stage that the viewer has a seat on, else the fullest with room, else a new one. */
    Uni<Seated> anywhere(Viewer viewer) {
        return streams.require(viewer.tenant(), viewer.streamId()).chain(() -> anywhere(viewer, attemptsMax));
    }

    /** On this stage or not at all. */
    Uni<Seated> on(Viewer viewer, String stageArn) {
        return streams.require(viewer.tenant(), viewer.streamId())
                .chain(() -> stages.get(viewer.tenant(), stageArn))
                .chain(stage -> on(viewer, stage));
    }

    /** On the given stage, else the last one, while it has room; else anywhere. */
    Uni<Seated> again(Viewer viewer, Optional<String> stageArn) {
        return before(viewer, stageArn)
                .chain(stage -> stage.isEmpty()
                        ? anywhere(viewer)
                        : once(viewer, List.of(candidate(stage.get())))
                                .chain(found -> found.isEmpty()
                                        ? anywhere(viewer)
                                        : Uni.createFrom().item(found.get())));
    }

    private Uni<Optional<Stage>> before(Viewer viewer, Optional<String> stageArn) {
        return stageArn.map(arn -> Uni.createFrom().item(Optional.of(arn)))
                .orElseGet(() -> database.inTransaction(viewer.tenant(), tx -> records.lastStage(tx, viewer.userId())))
                .chain(arn -> arn.isEmpty()
                        ? Uni.createFrom().item(Optional.<Stage>empty())
                        : stages.everKnown(viewer.tenant(), arn.get()).map(Optional::of));
    }

    private Uni<Seated> on(Viewer viewer, Stage stage) {
        return once(viewer, List.of(candidate(stage)))
                .map(found -> found.orElseThrow(
                        () -> stage.isOpen() ? new SeatError.Full().refused() : new StageError.Draining().refused()));
    }

    private Uni<Seated> anywhere(Viewer viewer, int attemptsLeft) {
        if (attemptsLeft == 0) {
            return Uni.createFrom().failure(new SeatError.Full().refused());
        }
        return stages.present(viewer.tenant()).chain(present -> {
            var candidates = present.stream().map(Placement::candidate).toList();
            return once(viewer, candidates)
                    .chain(found -> found.isPresent()
                            ? Uni.createFrom().item(found.get())
                            : makeRoom(viewer, present).chain(() -> anywhere(viewer, attemptsLeft - 1)));
        });
    }

    /** Fails at the limit of stages, unless one of those tried has room again, which the next attempt finds. */
    private Uni<Void> makeRoom(Viewer viewer, List<Stage> tried) {
        var arns = tried.stream().filter(Stage::isOpen).map(Stage::stageArn).collect(Collectors.toSet());
        return seats.counts(viewer.tenant(), List.copyOf(arns)).chain(counts -> {
            boolean roomAgain = counts.values().stream().anyMatch(count -> count.taken() < viewersMax);
            if (roomAgain) {
                return Uni.createFrom().voidItem();
            }
            int viewers =
                    counts.values().stream().mapToInt(count -> count.viewers()).sum();
            return maker.makeRoom(viewer.tenant(), arns, viewers)
                    .invoke(made -> {
                        if (!made) {
                            throw new SeatError.Full().refused();
                        }
                    })
                    .replaceWithVoid();
        });
    }

    /** Empty when no candidate has room, or the one that had is gone by now. */
    private Uni<Optional<Seated>> once(Viewer viewer, List<Candidate> candidates) {
        return seats.reserve(viewer.tenant(), candidates, viewer.userId())
                .chain(placed -> placed.isEmpty()
                        ? Uni.createFrom().item(Optional.<Seated>empty())
                        : seated(viewer, placed.get()));
    }

    private Uni<Optional<Seated>> seated(Viewer viewer, Seats.Placed placed) {
        String stageArn = placed.stageArn();
        return database.inTransaction(viewer.tenant(), tx -> record(tx, viewer, stageArn))
                .onFailure()
                .call(failure -> placed.fresh()
                        ? seats.giveBack(viewer.tenant(), stageArn, viewer.userId(), Optional.empty())
                                .onFailure()
                                .recoverWithNull()
                        : Uni.createFrom().voidItem())
                .chain(seated -> seated.isEmpty()
                        ? seats.giveBack(viewer.tenant(), stageArn, viewer.userId(), Optional.empty())
                                .replaceWith(Optional.<Seated>empty())
                        : kept(viewer, seated.get()));
    }

    /** Empty where the stage takes nobody new; held so until the record is committed. */
    private Uni<Optional<Seated>> record(SqlConnection tx, Viewer viewer, String stageArn) {
        return stages.hold(tx, stageArn)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.<Seated>empty())
                        : record(tx, viewer, found.get()));
    }

    private Uni<Optional<Seated>> record(SqlConnection tx, Viewer viewer, Stage stage) {
        String stageArn = stage.stageArn();
        Uni<Boolean> welcome = stage.isOpen()
                ? Uni.createFrom().item(true)
                : records.open(tx, stageArn, viewer.userId())
                        .map(open -> open.stream().anyMatch(one -> one.role() == SeatRole.VIEWER));
        return welcome.chain(yes -> yes
                ? records.open(tx, SeatRole.VIEWER, stageArn, viewer.userId(), viewer.streamId(), now())
                        .map(record -> Optional.of(new Seated(record, stage)))
                : Uni.createFrom().item(Optional.<Seated>empty()));
    }

    /** The seats may have been built anew between the reservation and its record: then it is asked for once more. */
    private Uni<Optional<Seated>> kept(Viewer viewer, Seated seated) {
        var record = seated.record();
        var same = List.of(new Candidate(record.stageArn(), true));
        return seats.reserve(viewer.tenant(), same, viewer.userId())
                .chain(placed -> placed.isPresent()
                        ? Uni.createFrom().item(Optional.of(seated))
                        : seats.giveBack(
                                        viewer.tenant(),
                                        record.stageArn(),
                                        viewer.userId(),
                                        Optional.of(record.recordId()))
                                .replaceWith(Optional.<Seated>empty()));
    }

    /** On the given stage, else the master. */
    Uni<Seated> publisher(Tenant tenant, String userId, Optional<String> stageArn) {
        return stageArn.map(arn -> stages.get(tenant, arn))
                .orElseGet(() -> stages.master(tenant))
                .invoke(stage -> {
                    if (!stage.isOpen()) {
                        throw new StageError.Draining().refused();
                    }
                })
                .call(stage -> seats.reservePublisher(tenant, stage.stageArn(), userId))
                .chain(stage -> database.inTransaction(
                                tenant,
                                tx -> stages.hold(tx, stage.stageArn())
                                        .invoke(held -> {
                                            if (held.isEmpty() || !held.get().isOpen()) {
                                                throw new StageError.Draining().refused();
                                            }
                                        })
                                        .chain(() -> records.open(
                                                tx, SeatRole.PUBLISHER, stage.stageArn(), userId, null, now())))
                        .map(record -> new Seated(record, stage)));
    }

    private static Candidate candidate(Stage stage) {
        return new Candidate(stage.stageArn(), stage.isOpen());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
