package pro.livestream.stream.audience;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.seat.Present;
import pro.livestream.stream.seat.SeatConfig;
import pro.livestream.stream.seat.SeatRole;
import pro.livestream.stream.seat.Seats;
import pro.livestream.stream.seat.ViewingRecord;
import pro.livestream.stream.stage.PutOffJob;
import pro.livestream.stream.stage.StagePage;
import pro.livestream.stream.stage.Stages;

/** What viewers of stages do, and what can be read of it. */
@ApplicationScoped
class AudienceService {

    private final TenantDatabase database;
    private final Seats seats;
    private final Stages stages;
    private final PutOffJob putOffs;
    private final AudienceStore store;
    private final SeatConfig config;
    private final Clock clock = Clock.systemUTC();

    AudienceService(
            TenantDatabase database,
            Seats seats,
            Stages stages,
            PutOffJob putOffs,
            AudienceStore store,
            SeatConfig config) {
        this.database = database;
        this.seats = seats;
        this.stages = stages;
        this.putOffs = putOffs;
        this.store = store;
        this.config = config;
    }

    Uni<AudienceViews.HeartbeatView> heartbeat(Tenant tenant, String userId, String stageArn, @Nullable Qoe qoe) {
        if (qoe != null) {
            qoe.check();
        }
        return seats.beat(tenant, stageArn, userId, qoe == null ? "" : qoe.text())
                .chain(() -> seats.count(tenant, stageArn))
                .map(count -> new AudienceViews.HeartbeatView(
                        userId,
                        stageArn,
                        count.viewers(),
                        config.heartbeatEvery().toSeconds()));
    }

    Uni<AudienceViews.StayView> leave(Tenant tenant, String userId, String stageArn) {
        return seats.leave(tenant, stageArn, userId)
                .invoke(stay -> putOffs.soon(tenant))
                .map(AudienceViews.StayView::of);
    }

    Uni<StagePage<AudienceViews.PresentView>> present(Tenant tenant, String stageArn, PageRequest page) {
        return stages.get(tenant, stageArn)
                .chain(() -> Uni.combine()
                        .all()
                        .unis(
                                seats.present(tenant, stageArn, SeatRole.VIEWER),
                                database.inTransaction(tenant, tx -> store.openOn(tx, stageArn)))
                        .asTuple())
                .map(both ->
                        StagePage.of(views(both.getItem1(), both.getItem2()), page, AudienceViews.PresentView::userId));
    }

    private static List<AudienceViews.PresentView> views(List<Present> present, List<ViewingRecord> open) {
        var records = new HashMap<String, ViewingRecord>();
        open.forEach(record -> records.put(record.userId(), record));
        return present.stream()
                .sorted((a, b) -> a.userId().compareTo(b.userId()))
                .map(one -> {
                    @Nullable ViewingRecord record = records.get(one.userId());
                    return new AudienceViews.PresentView(
                            one.userId(),
                            record == null ? null : record.participantId(),
                            record == null ? null : record.streamId(),
                            record == null ? null : record.joinedAt(),
                            one.lastHeartbeatAt(),
                            Qoe.read(one.qoe()));
                })
                .toList();
    }

    Uni<StagePage<AudienceViews.StayView>> history(Tenant tenant, String userId, PageRequest page) {
        var before = page.after(1).map(cursor -> cursor.uuid(0));
        return database.inTransaction(tenant, tx -> store.history(tx, userId, before, page.limit() + 1))
                .map(rows -> Page.of(rows, page, record -> Cursor.of(record.recordId())))
                .map(rows -> new StagePage<>(
                        rows.items().stream().map(AudienceViews.StayView::of).toList(), rows.nextCursor()));
    }

    Uni<AudienceViews.DurationView> duration(Tenant tenant, String userId, Optional<String> stageArn) {
        return stageArn.map(arn -> stages.everKnown(tenant, arn).replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> database.inTransaction(
                        tenant, tx -> store.duration(tx, userId, stageArn.orElse(null), clock.instant())));
    }

    /** Of a deleted stage too: what was watched stays. */
    Uni<AudienceViews.StageStatsView> stats(Tenant tenant, String stageArn, int days) {
        Instant now = clock.instant();
        Instant since = now.minus(Duration.ofDays(days));
        return stages.everKnown(tenant, stageArn)
                .chain(() -> database.inTransaction(
                        tenant,
                        tx -> store.byDay(tx, stageArn, since, now)
                                .chain(byDay -> store.uniqueViewers(tx, stageArn, since)
                                        .map(unique -> summed(stageArn, days, byDay, unique)))));
    }

    private static AudienceViews.StageStatsView summed(
            String stageArn, int days, List<AudienceViews.DayView> byDay, long unique) {
        long views = byDay.stream().mapToLong(AudienceViews.DayView::views).sum();
        long watched =
                byDay.stream().mapToLong(AudienceViews.DayView::watchTimeS).sum();
        int peak = byDay.stream()
                .mapToInt(AudienceViews.DayView::peakViewers)
                .max()
                .orElse(0);
        return new AudienceViews.StageStatsView(
                stageArn, days, views, unique, watched, views == 0 ? 0 : watched / views, peak, byDay);
    }
}
