package pro.livestream.stream.stats;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jboss.logging.Logger;
import pro.livestream.platform.tenant.Tenants;

/** Shows viewers and stages per tenant; every replica shows the same, so take the maximum. */
@ApplicationScoped
class StageGauges {

    private static final Logger LOG = Logger.getLogger(StageGauges.class);

    private final Tenants tenants;
    private final StageStats stats;
    private final MultiGauge viewers;
    private final MultiGauge stages;

    StageGauges(Tenants tenants, StageStats stats, MeterRegistry meters) {
        this.tenants = tenants;
        this.stats = stats;
        this.viewers = MultiGauge.builder("livestream.stage.viewers")
                .description("Viewers of stages, by their heartbeats")
                .register(meters);
        this.stages = MultiGauge.builder("livestream.stages")
                .description("Stages that there are")
                .register(meters);
    }

    private record Taken(String tenant, StageStats.Load load) {}

    @Scheduled(
            every = "{livestream.stage-stats.gauges-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> take() {
        return Multi.createFrom()
                .iterable(tenants.ready())
                .onItem()
                .transformToUniAndConcatenate(tenant -> stats.known(tenant).map(load -> new Taken(tenant.name(), load)))
                .collect()
                .in(ArrayList<Taken>::new, ArrayList::add)
                .invoke(this::show)
                .onFailure()
                .invoke(e -> LOG.warnf("stages are not measured: %s", e.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void show(List<Taken> taken) {
        var viewerRows = new ArrayList<MultiGauge.Row<Number>>();
        var stageRows = new ArrayList<MultiGauge.Row<Number>>();
        for (var one : taken) {
            viewerRows.add(MultiGauge.Row.of(
                    Tags.of("tenant", one.tenant()), (Number) one.load().viewers()));
            var byState = new HashMap<String, Integer>();
            one.load().stages().forEach(stage -> byState.merge(stage.state().wireName(), 1, Integer::sum));
            byState.forEach((state, count) ->
                    stageRows.add(MultiGauge.Row.of(Tags.of("tenant", one.tenant(), "state", state), (Number) count)));
        }
        viewers.register(viewerRows, true);
        stages.register(stageRows, true);
    }
}
