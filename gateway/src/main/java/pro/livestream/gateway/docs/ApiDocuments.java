package pro.livestream.gateway.docs;

import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.mutiny.Uni;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import pro.livestream.gateway.route.Routing;
import pro.livestream.gateway.route.Service;

/** Collects the services' OpenAPI documents; a service that is away keeps the one it gave last. */
@ApplicationScoped
class ApiDocuments {
    private static final Logger LOG = Logger.getLogger(ApiDocuments.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration KEPT_FOR = Duration.ofSeconds(10);

    private final Routing routing;
    private final WebClient client;
    private final OpenApiDocumentService own;
    private final Map<Service, JsonObject> known = new ConcurrentHashMap<>();
    private final Uni<String> merged;
    private volatile long mergedAtNanos;

    ApiDocuments(Routing routing, Vertx vertx, OpenApiDocumentService own) {
        this.routing = routing;
        this.own = own;
        this.client = WebClient.create(vertx, new WebClientOptions().setConnectTimeout((int) TIMEOUT.toMillis()));
        this.merged = Uni.createFrom()
                .deferred(() -> {
                    mergedAtNanos = System.nanoTime();
                    return collect();
                })
                .memoize()
                .until(() -> System.nanoTime() - mergedAtNanos > KEPT_FOR.toNanos());
    }

    Uni<String> openApi() {
        return merged;
    }

    private Uni<String> collect() {
        var fetches = Arrays.stream(Service.values()).map(this::fetch).toList();
        return Uni.join().all(fetches).andFailFast().map(done -> merge());
    }

    private String merge() {
        var parts = new ArrayList<OpenApiMerger.Part>();
        parts.add(new OpenApiMerger.Part(
                "Gateway",
                new JsonObject(Buffer.buffer(own.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, Format.JSON)))));
        var missing = new ArrayList<String>();
        for (var service : Service.values()) {
            var document = Optional.ofNullable(known.get(service));
            document.ifPresentOrElse(
                    found -> parts.add(new OpenApiMerger.Part(prefix(service), found)),
                    () -> missing.add(service.wireName()));
        }
        return OpenApiMerger.merge(parts, missing).encode();
    }

    private Uni<Void> fetch(Service service) {
        return tryEach(routing.addresses(service))
                .invoke(document -> known.put(service, document))
                .onFailure()
                .invoke(failure -> LOG.debugf("no API document of %s: %s", service.wireName(), failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<JsonObject> tryEach(List<String> addresses) {
        if (addresses.isEmpty()) {
            return Uni.createFrom().failure(new IllegalStateException("no replica answered"));
        }
        return client.getAbs(addresses.getFirst() + "/q/openapi?format=json")
                .putHeader("Accept", "application/json")
                .timeout(TIMEOUT.toMillis())
                .send()
                .map(response -> response.bodyAsJsonObject())
                .onFailure()
                .recoverWithUni(failure -> tryEach(addresses.subList(1, addresses.size())));
    }

    private static String prefix(Service service) {
        return Arrays.stream(service.wireName().replace("-service", "").split("-", -1))
                .map(word -> word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
