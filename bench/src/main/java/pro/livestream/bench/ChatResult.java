package pro.livestream.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a window of chat came to; latencies in nanoseconds from the send to the arrival at each connection, sorted. */
final class ChatResult {
    private final ChatLoad load;
    private final long expected;
    private final long[] latencies;
    private final Map<String, Double> cpuSeconds;

    ChatResult(ChatLoad load, long expected, long[] latencies, Map<String, Double> cpuSeconds) {
        this.load = load;
        this.expected = expected;
        this.latencies = latencies.clone();
        this.cpuSeconds = new TreeMap<>(cpuSeconds);
        Arrays.sort(this.latencies);
    }

    String table() {
        var table = new StringBuilder("%-28s %d connections, %d messages/s, %d s, one room, through the gateway%n"
                .formatted("load", load.conns(), load.rate(), load.seconds()));
        table.append("%-28s %d of %d%n".formatted("delivered", latencies.length, expected));
        table.append(String.format(Locale.ROOT, "%-28s %.1f / %.1f ms%n", "latency p50 / p99", ms(0.5), ms(0.99)));
        cpuSeconds.forEach((name, seconds) -> table.append(
                String.format(Locale.ROOT, "%-28s %.2f us%n", "CPU per delivery, " + name, perDelivery(seconds))));
        return table.toString();
    }

    String json() {
        var json = new TreeMap<String, Object>();
        json.put("connections", load.conns());
        json.put("rate", load.rate());
        json.put("seconds", load.seconds());
        json.put("expected", expected);
        json.put("delivered", latencies.length);
        json.put("p50_ms", ms(0.5));
        json.put("p99_ms", ms(0.99));
        var cpu = new TreeMap<String, Double>();
        cpuSeconds.forEach((name, seconds) -> cpu.put(name, perDelivery(seconds)));
        json.put("cpu_us_per_delivery", cpu);
        try {
            return RunningSuite.JSON.writeValueAsString(json);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private double perDelivery(double seconds) {
        return latencies.length == 0 ? 0 : seconds * 1e6 / latencies.length;
    }

    private double ms(double quantile) {
        return latencies.length == 0
                ? 0
                : latencies[(int) Math.min(latencies.length - 1L, Math.round(quantile * latencies.length))] / 1e6;
    }
}
