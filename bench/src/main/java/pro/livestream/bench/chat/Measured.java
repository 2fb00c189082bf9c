package pro.livestream.bench.chat;

import java.util.Map;
import java.util.TreeMap;
import pro.livestream.bench.load.Outcome;

/** One step of a scenario with the CPU that each process used in its window. */
record Measured(String what, String load, Outcome outcome, Map<String, Double> cpuSeconds) {
    Measured {
        cpuSeconds = new TreeMap<>(cpuSeconds);
    }

    double microsPerDelivery(String process) {
        return outcome.arrivedInWindow() == 0
                ? 0
                : cpuSeconds.getOrDefault(process, 0.0) * 1e6 / outcome.arrivedInWindow();
    }

    /** A process and its further replicas together. */
    double microsPerDeliveryOfAll(String service) {
        return cpuSeconds.keySet().stream()
                .filter(name -> name.equals(service) || name.startsWith(service + "-"))
                .mapToDouble(this::microsPerDelivery)
                .sum();
    }

    double p50() {
        return outcome.latencies().quantileMs(0.5);
    }

    double p99() {
        return outcome.latencies().quantileMs(0.99);
    }
}
