package pro.livestream.gateway.health;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import pro.livestream.gateway.health.HealthReport.Part;
import pro.livestream.gateway.route.Service;

/** Asks the replicas of a service whether they are ready, and what they say of what they depend on. */
@ApplicationScoped
class ServiceProbe {
    private final WebClient client;
    private final Duration timeout;

    /** A service and what it told about its dependencies. */
    record Answer(Service service, Part part, Map<String, Part> dependencies) {}

    private record Replica(boolean ready, long latencyMs, Map<String, Part> dependencies) {}

    ServiceProbe(Vertx vertx, HealthConfig config) {
        this.timeout = config.timeout();
        this.client = WebClient.create(vertx, new WebClientOptions().setConnectTimeout((int) timeout.toMillis()));
    }

    Uni<Answer> ask(Service service, List<String> addresses) {
        if (addresses.isEmpty()) {
            return Uni.createFrom().item(new Answer(service, new Part(State.UNKNOWN, null, 0, 0), Map.of()));
        }
        return Uni.join()
                .all(addresses.stream().map(this::replica).toList())
                .andFailFast()
                .map(replicas -> answer(service, replicas));
    }

    /** Any answer at all says that somebody is there. */
    Uni<Part> anyAnswer(String address) {
        var started = System.nanoTime();
        return client.getAbs(address)
                .timeout(timeout.toMillis())
                .send()
                .map(response -> Part.of(response.statusCode() < 500 ? State.OK : State.DEGRADED, since(started)))
                .onFailure()
                .recoverWithItem(failure -> Part.of(State.DOWN, since(started)));
    }

    private Uni<Replica> replica(String address) {
        var started = System.nanoTime();
        return client.getAbs(address + "/q/health")
                .timeout(timeout.toMillis())
                .send()
                .map(response -> new Replica(isReady(response), since(started), dependencies(response)))
                .onFailure()
                .recoverWithItem(failure -> new Replica(false, since(started), Map.of()));
    }

    private static Answer answer(Service service, List<Replica> replicas) {
        var ready = (int) replicas.stream().filter(Replica::ready).count();
        var latency = replicas.stream().mapToLong(Replica::latencyMs).min().orElse(0);
        var state = ready == replicas.size() ? State.OK : ready == 0 ? State.DOWN : State.DEGRADED;
        var dependencies = replicas.stream()
                .filter(replica -> !replica.dependencies().isEmpty())
                .findFirst()
                .map(Replica::dependencies)
                .orElse(Map.of());
        return new Answer(service, new Part(state, latency, replicas.size(), ready), dependencies);
    }

    /** The check named {@code service} decides; what it depends on does not. */
    private static boolean isReady(HttpResponse<Buffer> response) {
        return checks(response).stream()
                        .filter(check -> "service".equals(check.getString("name")))
                        .allMatch(ServiceProbe::isUp)
                && !checks(response).isEmpty();
    }

    private static Map<String, Part> dependencies(HttpResponse<Buffer> response) {
        return checks(response).stream()
                .filter(check -> !"service".equals(check.getString("name")))
                .collect(Collectors.toMap(
                        check -> check.getString("name"),
                        check -> Part.of(isUp(check) ? State.OK : State.DOWN, latency(check)),
                        (one, other) -> one));
    }

    private static List<JsonObject> checks(HttpResponse<Buffer> response) {
        try {
            var checks = response.bodyAsJsonObject().getJsonArray("checks", new JsonArray());
            return checks.stream()
                    .filter(JsonObject.class::isInstance)
                    .map(JsonObject.class::cast)
                    .toList();
        } catch (DecodeException | ClassCastException | NullPointerException strange) {
            return List.of();
        }
    }

    private static boolean isUp(JsonObject check) {
        return "UP".equals(check.getString("status"));
    }

    private static @org.jspecify.annotations.Nullable Long latency(JsonObject check) {
        var data = check.getJsonObject("data");
        return data == null ? null : data.getLong("latency_ms");
    }

    private static long since(long startedNanos) {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }
}
