package pro.livestream.stream.stats;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.seat.Present;
import pro.livestream.stream.seat.SeatConfig;
import pro.livestream.stream.seat.SeatCount;
import pro.livestream.stream.seat.SeatRole;
import pro.livestream.stream.seat.Seats;
import pro.livestream.stream.seat.ViewingRecord;
import pro.livestream.stream.seat.ViewingRecordStore;
import pro.livestream.stream.stage.Stage;
import pro.livestream.stream.stage.Stages;

/** Adds up what the stages hold at this moment. */
@ApplicationScoped
class StageStats {

    private final TenantDatabase database;
    private final Stages stages;
    private final Seats seats;
    private final ViewingRecordStore records;
    private final SeatConfig config;

    StageStats(TenantDatabase database, Stages stages, Seats seats, ViewingRecordStore records, SeatConfig config) {
        this.database = database;
        this.stages = stages;
        this.seats = seats;
        this.records = records;
        this.config = config;
    }

    /** The stages of one moment with what they hold, oldest first. */
    record Load(List<Stage> stages, Map<String, SeatCount> counts) {

        SeatCount of(Stage stage) {
            return counts.getOrDefault(stage.stageArn(), SeatCount.NONE);
        }

        int viewers() {
            return stages.stream().mapToInt(stage -> of(stage).viewers()).sum();
        }
    }

    Uni<Load> load(Tenant tenant) {
        return stages.present(tenant).chain(present -> counted(tenant, present));
    }

    /** As {@link #load}, without making a master where there is none. */
    Uni<Load> known(Tenant tenant) {
        return database.inTransaction(tenant, stages::known).chain(known -> counted(tenant, known));
    }

    private Uni<Load> counted(Tenant tenant, List<Stage> present) {
        return present.isEmpty()
                ? Uni.createFrom().item(new Load(present, Map.of()))
                : seats.counts(tenant, present.stream().map(Stage::stageArn).toList())
                        .map(counts -> new Load(present, counts));
    }

    StatsViews.TotalsView totals(Load load) {
        int open = (int) load.stages().stream().filter(Stage::isOpen).count();
        return new StatsViews.TotalsView(
                load.viewers(),
                load.stages().stream()
                        .mapToInt(stage -> load.of(stage).publishers())
                        .sum(),
                load.stages().size(),
                open,
                open * config.viewersMax(),
                load.stages().stream().mapToInt(stage -> load.of(stage).taken()).sum());
    }

    List<StatsViews.StageLoadView> stages(Load load) {
        return load.stages().stream()
                .map(stage -> new StatsViews.StageLoadView(
                        stage.stageArn(),
                        stage.name(),
                        stage.tags(),
                        stage.master(),
                        stage.state().wireName(),
                        load.of(stage).viewers(),
                        stage.createdAt(),
                        load.of(stage).publishers(),
                        load.of(stage).taken(),
                        config.viewersMax(),
                        config.participantsMax()))
                .toList();
    }

    Uni<StatsViews.ViewersView> viewers(Tenant tenant) {
        return load(tenant)
                .chain(load -> present(tenant, load, SeatRole.VIEWER)
                        .chain(present -> database.inTransaction(tenant, records::open)
                                .map(open -> new StatsViews.ViewersView(
                                        load.viewers(),
                                        load.stages().stream()
                                                .map(stage -> new StatsViews.StageViewersView(
                                                        stage.stageArn(),
                                                        load.of(stage).viewers()))
                                                .toList(),
                                        byStream(present, open)))));
    }

    private static List<StatsViews.StreamViewersView> byStream(Map<Who, Present> present, List<ViewingRecord> open) {
        var counts = new TreeMap<UUID, Integer>();
        for (var record : open) {
            var streamId = record.streamId();
            if (streamId != null && record.role() == SeatRole.VIEWER && present.containsKey(Who.of(record))) {
                counts.merge(streamId, 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .map(entry -> new StatsViews.StreamViewersView(entry.getKey(), entry.getValue()))
                .toList();
    }

    Uni<List<StatsViews.PublisherView>> publishers(Tenant tenant) {
        return load(tenant)
                .chain(load -> present(tenant, load, SeatRole.PUBLISHER))
                .chain(present -> database.inTransaction(tenant, records::open)
                        .map(open -> open.stream()
                                .filter(record -> record.role() == SeatRole.PUBLISHER)
                                .map(record -> {
                                    @Nullable Present beat = present.get(Who.of(record));
                                    return new StatsViews.PublisherView(
                                            record.userId(),
                                            record.stageArn(),
                                            record.participantId(),
                                            beat != null,
                                            record.joinedAt(),
                                            beat == null ? null : beat.lastHeartbeatAt());
                                })
                                .toList()));
    }

    /** A user on a stage. */
    private record Who(String stageArn, String userId) {
        static Who of(ViewingRecord record) {
            return new Who(record.stageArn(), record.userId());
        }
    }

    private Uni<Map<Who, Present>> present(Tenant tenant, Load load, SeatRole role) {
        return Multi.createFrom()
                .iterable(load.stages())
                .onItem()
                .transformToUniAndConcatenate(stage -> seats.present(tenant, stage.stageArn(), role)
                        .map(present -> Map.entry(stage.stageArn(), present)))
                .collect()
                .in(ArrayList<Map.Entry<String, List<Present>>>::new, ArrayList::add)
                .map(all -> {
                    var found = new HashMap<Who, Present>();
                    all.forEach(entry ->
                            entry.getValue().forEach(one -> found.put(new Who(entry.getKey(), one.userId()), one)));
                    return found;
                });
    }
}
