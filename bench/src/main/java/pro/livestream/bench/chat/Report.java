package pro.livestream.bench.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints each step as it is measured, and everything as one line of JSON at the end. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROW = "%-22s %-34s %9s %10s %7s %9s %9s %9s %9s  %s%n";

    private final PrintStream out;
    private final List<Map<String, Object>> steps = new ArrayList<>();
    private final List<Map<String, Object>> budgets = new ArrayList<>();
    private final Map<String, Object> method = new LinkedHashMap<>();
    private boolean missed;

    Report(PrintStream out) {
        this.out = out;
    }

    void method(String key, Object value) {
        method.put(key, value);
        out.println(key + ": " + value);
    }

    void head() {
        out.printf(
                Locale.ROOT,
                "%n" + ROW,
                "scenario",
                "load",
                "expected",
                "del/s",
                "lost",
                "p50 ms",
                "p99 ms",
                "chat us",
                "lag ms",
                "us per delivery of the others");
    }

    void step(Measured step, String service) {
        var outcome = step.outcome();
        var others = new TreeMap<String, Double>();
        for (var process : step.cpuSeconds().keySet()) {
            double micros = step.microsPerDelivery(process);
            if (!process.equals(service) && micros >= 0.005) {
                others.put(process, micros);
            }
        }
        var beside = new StringBuilder();
        others.forEach((name, micros) -> beside.append(String.format(Locale.ROOT, "%s %.2f  ", name, micros)));
        out.printf(
                Locale.ROOT,
                ROW,
                step.what(),
                step.load(),
                outcome.expected(),
                String.format(Locale.ROOT, "%.0f", outcome.perSecond()),
                outcome.lost(),
                number(step.p50()),
                number(step.p99()),
                number(step.microsPerDelivery(service)),
                number(outcome.lagP99Ms()),
                beside);
        var json = new LinkedHashMap<String, Object>();
        json.put("scenario", step.what());
        json.put("load", step.load());
        json.put("expected", outcome.expected());
        json.put("delivered", outcome.latencies().total());
        json.put("lost", outcome.lost());
        json.put("deliveries_per_s", outcome.perSecond());
        json.put("p50_ms", step.p50());
        json.put("p99_ms", step.p99());
        json.put("client_lag_p99_ms", outcome.lagP99Ms());
        json.put("client_busy", outcome.clientBusy());
        var cpu = new TreeMap<String, Double>();
        step.cpuSeconds().keySet().forEach(process -> cpu.put(process, step.microsPerDelivery(process)));
        json.put("cpu_us_per_delivery", cpu);
        steps.add(json);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    void note(String text) {
        out.println("  " + text);
    }

    void fact(String scenario, Map<String, ?> facts) {
        var json = new LinkedHashMap<String, Object>();
        json.put("scenario", scenario);
        json.putAll(facts);
        steps.add(json);
    }

    void budget(String scenario, Budget budget) {
        out.println(budget.line());
        missed |= !budget.holds();
        var json = new LinkedHashMap<String, Object>();
        json.put("scenario", scenario);
        json.put("what", budget.what());
        json.put("measured", budget.measured());
        json.put(budget.atMost() ? "at_most" : "at_least", budget.bound());
        json.put("holds", budget.holds());
        budgets.add(json);
    }

    boolean isMissed() {
        return missed;
    }

    void end() {
        try {
            out.println();
            out.println(JSON.writeValueAsString(Map.of("method", method, "steps", steps, "budgets", budgets)));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
