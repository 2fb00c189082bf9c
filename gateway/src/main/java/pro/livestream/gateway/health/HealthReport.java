package pro.livestream.gateway.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of {@code GET /api/health}; warnings are for the operator and degrade nothing. */
record HealthReport(
        State status,
        Instant checkedAt,
        Map<String, Part> services,
        Map<String, Part> dependencies,
        Tunnels tunnels,
        RateLimits rateLimits,
        List<String> warnings) {

    /** One service or dependency; the replicas where there are several. */
    record Part(
            State status,
            @Nullable Long latencyMs,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer replicas,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer replicasReady) {

        static Part of(State status, @Nullable Long latencyMs) {
            return new Part(status, latencyMs, null, null);
        }
    }

    /** Connections that stay open, of this gateway. */
    record Tunnels(int open, int max) {}

    /** {@code suspended} while Redis is away, since requests are let through uncounted then. */
    record RateLimits(String state) {}

    HealthReport {
        services = Map.copyOf(services);
        dependencies = Map.copyOf(dependencies);
        warnings = List.copyOf(warnings);
    }
}
