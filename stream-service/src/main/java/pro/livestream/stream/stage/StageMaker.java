package pro.livestream.stream.stage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/**
 * Makes stages, never more than the limit. Whether one is needed is asked before its place is made and once more, alone over all
 * replicas, when it is stored; on a replica one is made at a time for each tenant, and who asks meanwhile waits for it.
 */
@ApplicationScoped
public class StageMaker {

    private static final String MASTER_NAME = "master";

    /** Why a stage is made, for those who ask later. */
    private record Cause(String reason, int viewerCount) {}

    private enum Room {
        THERE,
        NEEDED,
        LIMIT
    }

    private final TenantDatabase database;
    private final StageStore store;
    private final StageChanges changes;
    private final StagePlaces places;
    private final StageConfig config;
    private final Clock clock = Clock.systemUTC();
    private final Map<Tenant, Uni<Void>> underWay = new ConcurrentHashMap<>();

    StageMaker(
            TenantDatabase database, StageStore store, StageChanges changes, StagePlaces places, StageConfig config) {
        this.database = database;
        this.store = store;
        this.changes = changes;
        this.places = places;
        this.config = config;
    }

    boolean hasMaster(Tenant tenant, List<Stage> stages) {
        var wanted = configuredMaster(tenant);
        String provider = places.provider(tenant);
        return stages.stream()
                .anyMatch(stage -> stage.master()
                        && stage.stageArn().equals(wanted.orElse(stage.stageArn()))
                        && stage.venue().provider().equals(provider));
    }

    private Optional<String> configuredMaster(Tenant tenant) {
        return tenant.equals(Tenant.DEFAULT) ? config.masterStageArn() : Optional.empty();
    }

    /** For a tenant that has none, or another than the settings say. */
    Uni<Void> makeMaster(Tenant tenant) {
        return alone(
                tenant,
                () -> configuredMaster(tenant)
                        .map(arn -> places.existing(tenant, arn).chain(place -> storeMaster(tenant, place)))
                        .orElseGet(() -> places.with(tenant, place -> storeMaster(tenant, place))));
    }

    private Uni<Void> storeMaster(Tenant tenant, StagePlaces.Place place) {
        var cause = new Cause("the master stage was missing", 0);
        return database.inTransaction(
                tenant,
                tx -> presentAlone(tx, tenant)
                        .chain(stages -> hasMaster(tenant, stages)
                                ? Uni.createFrom().voidItem()
                                : store.noMaster(tx)
                                        .chain(() -> put(
                                                tx, tenant, place, stage(place, MASTER_NAME, Map.of(), true), cause))));
    }

    /** Makes room: a new stage unless somebody else made one meanwhile that is not among {@code tried}; false at the limit. */
    public Uni<Boolean> makeRoom(Tenant tenant, Set<String> tried, int viewerCount) {
        return more(
                        tenant,
                        stage -> stage.isOpen() && !tried.contains(stage.stageArn()),
                        new Cause("a viewer asked and no open stage had room", viewerCount))
                .map(room -> room != Room.LIMIT);
    }

    /** A stage more, unless there is one that the caller did not know when it decided, or the limit is reached. */
    public Uni<Void> add(Tenant tenant, Set<String> known, String reason, int viewerCount) {
        return more(tenant, stage -> !known.contains(stage.stageArn()), new Cause(reason, viewerCount))
                .replaceWithVoid();
    }

    private Uni<Room> more(Tenant tenant, Predicate<Stage> enough, Cause cause) {
        return database.inTransaction(tenant, store::present)
                .map(present -> room(present, enough))
                .chain(room -> {
                    if (room != Room.NEEDED) {
                        return Uni.createFrom().item(room);
                    }
                    @Nullable Uni<Void> other = underWay.get(tenant);
                    return other == null
                            ? alone(tenant, () -> places.with(tenant, place -> storeMore(tenant, place, enough, cause)))
                                    .replaceWith(Room.THERE)
                            : other.chain(() -> more(tenant, enough, cause));
                });
    }

    private Uni<Void> storeMore(Tenant tenant, StagePlaces.Place place, Predicate<Stage> enough, Cause cause) {
        return database.inTransaction(
                tenant,
                tx -> presentAlone(tx, tenant)
                        .chain(present -> room(present, enough) == Room.NEEDED
                                ? put(tx, tenant, place, scaled(place), cause)
                                : Uni.createFrom().voidItem()));
    }

    private Room room(List<Stage> present, Predicate<Stage> enough) {
        if (present.stream().anyMatch(enough)) {
            return Room.THERE;
        }
        return present.size() >= config.max() ? Room.LIMIT : Room.NEEDED;
    }

    Uni<Stage> create(SqlConnection tx, Tenant tenant, StagePlaces.Place place, StageDraft draft) {
        return presentAlone(tx, tenant).chain(present -> {
            if (present.size() >= config.max()) {
                throw new StageError.TooMany(config.max()).refused();
            }
            String name = draft.name() == null ? "" : draft.name();
            var stage = stage(place, name, Stages.tags(draft), false);
            return put(tx, tenant, place, stage, new Cause("requested", 0)).replaceWith(stage);
        });
    }

    /** Joins what is under way for the tenant, else begins it. */
    private Uni<Void> alone(Tenant tenant, Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(() -> underWay.computeIfAbsent(
                        tenant,
                        absent -> Uni.createFrom()
                                .deferred(() -> work.get())
                                .onTermination()
                                .invoke(() -> underWay.remove(tenant))
                                .memoize()
                                .indefinitely()));
    }

    /** The stages that there are, which nobody else changes until the transaction ends. */
    private Uni<List<Stage>> presentAlone(SqlConnection tx, Tenant tenant) {
        return store.lock(tx, tenant).chain(() -> store.present(tx));
    }

    private Uni<Void> put(SqlConnection tx, Tenant tenant, StagePlaces.Place place, Stage stage, Cause cause) {
        return store.insert(tx, stage)
                .chain(() -> places.take(tx, place))
                .chain(() -> changes.tell(
                        tx,
                        tenant,
                        stage,
                        StageDecision.Action.CREATED,
                        cause.reason(),
                        cause.viewerCount(),
                        stage.createdAt()));
    }

    private Stage scaled(StagePlaces.Place place) {
        String id = place.stageArn().substring(place.stageArn().indexOf('/') + 1);
        return stage(place, "auto-" + id, Map.of(), false);
    }

    private Stage stage(StagePlaces.Place place, String name, Map<String, String> tags, boolean master) {
        return new Stage(place.stageArn(), name, tags, master, StageState.OPEN, now(), place.venue());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
