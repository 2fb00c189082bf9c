package pro.livestream.stream.cloudwatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** Reads the meters of stages: gauges as they stand, counters as what was added since the last reading that was {@link #told}. */
final class StageReadings {

    private static final Map<String, String> NAMES = Map.of(
            "livestream.stage.viewers", "StageViewers",
            "livestream.stages", "Stages",
            "livestream.stage.tokens", "StageTokens",
            "livestream.stage.joins", "StageJoins",
            "livestream.stage.leaves", "StageLeaves",
            "livestream.stage.decisions", "ScalingDecisions");

    /** What is to be told, and where the counters stood then. */
    record Reading(List<MetricDatum> data, Map<Meter.Id, Double> totals) {

        Reading {
            data = List.copyOf(data);
            totals = Map.copyOf(totals);
        }
    }

    private final MeterRegistry meters;
    private Map<Meter.Id, Double> toldTotals = Map.of();

    StageReadings(MeterRegistry meters) {
        this.meters = meters;
    }

    Reading read(Instant at) {
        var data = new ArrayList<MetricDatum>();
        var totals = new HashMap<Meter.Id, Double>();
        for (Meter meter : meters.getMeters()) {
            var id = meter.getId();
            String name = NAMES.get(id.getName());
            if (name == null) {
                continue;
            }
            switch (meter) {
                case Gauge gauge when Double.isFinite(gauge.value()) -> data.add(datum(name, id, gauge.value(), at));
                case Counter counter -> {
                    double total = counter.count();
                    totals.put(id, total);
                    data.add(datum(name, id, total - toldTotals.getOrDefault(id, 0.0), at));
                }
                default -> {}
            }
        }
        return new Reading(data, totals);
    }

    /** What was added up to this reading is known there. */
    void told(Reading reading) {
        toldTotals = reading.totals();
    }

    private static MetricDatum datum(String name, Meter.Id id, double value, Instant at) {
        return MetricDatum.builder()
                .metricName(name)
                .dimensions(dimensions(id))
                .timestamp(at)
                .value(value)
                .unit(StandardUnit.COUNT)
                .build();
    }

    private static List<Dimension> dimensions(Meter.Id id) {
        Stream<Tag> tags = id.getTags().stream();
        return tags.map(tag -> Dimension.builder()
                        .name(tag.getKey().substring(0, 1).toUpperCase(Locale.ROOT)
                                + tag.getKey().substring(1))
                        .value(tag.getValue())
                        .build())
                .toList();
    }
}
