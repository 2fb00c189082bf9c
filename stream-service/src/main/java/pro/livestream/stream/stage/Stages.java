package pro.livestream.stream.stage;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.PageRequest;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.seat.ViewingRecordStore;

/** A tenant's stages; there is always a master, and never more than the limit. */
@ApplicationScoped
public class Stages {

    private final TenantDatabase database;
    private final StageStore store;
    private final StageChanges changes;
    private final StageMaker maker;
    private final StagePlaces places;
    private final ViewingRecordStore records;
    private final StageConfig config;
    private final Clock clock = Clock.systemUTC();

    Stages(
            TenantDatabase database,
            StageStore store,
            StageChanges changes,
            StageMaker maker,
            StagePlaces places,
            ViewingRecordStore records,
            StageConfig config) {
        this.database = database;
        this.store = store;
        this.changes = changes;
        this.maker = maker;
        this.places = places;
        this.records = records;
        this.config = config;
    }

    void check(@Observes StartupEvent start) {
        config.masterStageArn().filter(arn -> !StageArn.isOne(arn)).ifPresent(wrong -> {
            throw new IllegalArgumentException(
                    "MASTER_STAGE_ARN is not of the form arn:aws:ivs:<region>:<account>:stage/<12 characters>");
        });
        if (!StageArn.isOne(StageArn.fresh(config.region(), config.account()))) {
            throw new IllegalArgumentException("AWS_REGION or AWS_ACCOUNT_ID (12 digits) is malformed");
        }
    }

    /** Open and draining ones, oldest first, a master among them. */
    public Uni<List<Stage>> present(Tenant tenant) {
        return database.inTransaction(tenant, store::present)
                .chain(stages -> maker.hasMaster(tenant, stages)
                        ? Uni.createFrom().item(stages)
                        : maker.makeMaster(tenant).chain(() -> database.inTransaction(tenant, store::present)));
    }

    /** As {@link #present}, without making anything; empty for a tenant that never used stages. */
    public Uni<List<Stage>> known(SqlConnection tx) {
        return store.present(tx);
    }

    public Uni<Stage> master(Tenant tenant) {
        return present(tenant)
                .map(stages -> stages.stream().filter(Stage::master).findFirst().orElseThrow());
    }

    Uni<List<Stage>> list(Tenant tenant, PageRequest page) {
        var after = page.after(2)
                .map(cursor ->
                        new StageStore.After(cursor.instant(0), cursor.parts().get(1)));
        return present(tenant)
                .chain(() -> database.inTransaction(tenant, tx -> store.presentAfter(tx, after, page.limit() + 1)));
    }

    static Cursor cursorAfter(String stageArn, Instant createdAt) {
        return Cursor.of(createdAt, stageArn);
    }

    /** Refuses a stage that never was, and one that is deleted. */
    public Uni<Stage> get(Tenant tenant, String stageArn) {
        return everKnown(tenant, stageArn).invoke(Stages::requirePresent);
    }

    /** Refuses a stage that never was. */
    public Uni<Stage> everKnown(Tenant tenant, String stageArn) {
        if (!StageArn.isOne(stageArn)) {
            return Uni.createFrom().failure(new StageError.Unknown().refused());
        }
        return database.inTransaction(tenant, tx -> store.find(tx, stageArn))
                .map(found -> found.orElseThrow(() -> new StageError.Unknown().refused()));
    }

    /** The stage, kept as it is until the transaction ends; empty for one that never was. */
    public Uni<Optional<Stage>> hold(SqlConnection tx, String stageArn) {
        return store.share(tx, stageArn);
    }

    Uni<Stage> change(Tenant tenant, String stageArn, StageDraft draft) {
        return database.inTransaction(
                tenant,
                tx -> locked(tx, stageArn)
                        .map(stage -> new Stage(
                                stageArn,
                                draft.name() == null ? stage.name() : draft.name(),
                                draft.tags() == null ? stage.tags() : tags(draft),
                                stage.master(),
                                stage.state(),
                                stage.createdAt(),
                                stage.venue()))
                        .call(changed -> store.rename(tx, changed)));
    }

    /** Whoever is on it is put off; refuses the master. */
    Uni<Void> delete(Tenant tenant, String stageArn, int viewerCount) {
        return database.inTransaction(
                tenant,
                tx -> store.lock(tx, tenant).chain(() -> locked(tx, stageArn)).chain(stage -> {
                    if (stage.master()) {
                        throw new StageError.IsMaster().refused();
                    }
                    return records.stageDeleted(tx, stageArn, now())
                            .chain(() -> deleted(tx, tenant, stage, goesThere(stage), "requested", viewerCount));
                }));
    }

    /** The stage takes nobody new from now on; nothing happens to one that is not open any longer. */
    public Uni<Void> drain(SqlConnection tx, Tenant tenant, String stageArn, String reason, int viewerCount) {
        return store.lock(tx, stageArn).chain(found -> {
            if (found.isEmpty() || !found.get().isOpen()) {
                return Uni.createFrom().voidItem();
            }
            return store.drained(tx, stageArn, now())
                    .chain(() -> changes.tell(
                            tx, tenant, found.get(), StageDecision.Action.DRAINED, reason, viewerCount, now()));
        });
    }

    /** True when it is gone; a stage with an open record stays. */
    public Uni<Boolean> deleteEmpty(SqlConnection tx, Tenant tenant, String stageArn, String reason) {
        return store.lock(tx, stageArn).chain(found -> {
            if (found.isEmpty() || found.get().state() != StageState.DRAINING) {
                return Uni.createFrom().item(false);
            }
            return records.countOpen(tx, stageArn)
                    .chain(open -> open > 0
                            ? Uni.createFrom().item(false)
                            : deleted(tx, tenant, found.get(), goesThere(found.get()), reason, 0)
                                    .replaceWith(true));
        });
    }

    /** Ends a stage that its media server does not have any longer, with all who were on it. */
    Uni<Void> lost(Tenant tenant, String stageArn) {
        return database.inTransaction(
                tenant,
                tx -> store.lock(tx, tenant)
                        .chain(() -> store.lock(tx, stageArn))
                        .chain(found -> {
                            if (found.isEmpty() || found.get().state() == StageState.DELETED) {
                                return Uni.createFrom().voidItem();
                            }
                            String reason = "the media server does not have it any longer";
                            return records.stageDeleted(tx, stageArn, now())
                                    .chain(() -> deleted(tx, tenant, found.get(), false, reason, 0));
                        }));
    }

    public Uni<Void> lockAll(SqlConnection tx, Tenant tenant) {
        return store.lock(tx, tenant);
    }

    private boolean goesThere(Stage stage) {
        return stage.venue().madeHere() && places.host(stage.venue().provider()).isPresent();
    }

    private Uni<Void> deleted(
            SqlConnection tx, Tenant tenant, Stage stage, boolean removalDue, String reason, int viewerCount) {
        return store.deleted(tx, stage.stageArn(), removalDue, now())
                .chain(() -> changes.tell(tx, tenant, stage, StageDecision.Action.DELETED, reason, viewerCount, now()));
    }

    private Uni<Stage> locked(SqlConnection tx, String stageArn) {
        if (!StageArn.isOne(stageArn)) {
            return Uni.createFrom().failure(new StageError.Unknown().refused());
        }
        return store.lock(tx, stageArn)
                .map(found -> found.orElseThrow(() -> new StageError.Unknown().refused()))
                .invoke(Stages::requirePresent);
    }

    private static void requirePresent(Stage stage) {
        if (stage.state() == StageState.DELETED) {
            throw new StageError.Unknown().refused();
        }
    }

    static Map<String, String> tags(StageDraft draft) {
        var given = draft.tags();
        var tags = new java.util.TreeMap<String, String>();
        if (given != null) {
            given.forEach((name, value) -> tags.put(name, String.valueOf(value)));
        }
        return tags;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
