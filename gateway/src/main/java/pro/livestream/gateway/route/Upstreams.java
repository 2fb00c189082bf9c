package pro.livestream.gateway.route;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens requests to the services: the next replica when one refuses, an answer at once when all do. */
@ApplicationScoped
class Upstreams {
    private final Map<Service, Upstream> upstreams = new EnumMap<>(Service.class);
    private final Upstream mediaNodes;
    private final HttpClient exchanges;
    private final HttpClient tunnels;
    private final Duration connectTimeout;

    Upstreams(Vertx vertx, RouteConfig config) {
        this.connectTimeout = config.connectTimeout();
        for (var service : Service.values()) {
            upstreams.put(
                    service, upstream(service, config.services().getOrDefault(service.wireName(), List.of()), config));
        }
        this.mediaNodes = config.mediaNodes()
                .map(addresses -> upstream(Service.STREAM, addresses, config))
                .orElseGet(() -> of(Service.STREAM));
        this.exchanges = client(vertx, config, config.connectionsMax());
        this.tunnels = client(vertx, config, config.tunnelsMax() + 64);
    }

    Upstream of(Service service) {
        var found = upstreams.get(service);
        if (found == null) {
            throw new IllegalStateException("No upstream for " + service);
        }
        return found;
    }

    private Upstream of(Route route) {
        return switch (route.kind()) {
            case LIVE, INGEST -> mediaNodes;
            case EXCHANGE, MEDIA, SOCKET, EVENT_STREAM -> of(route.service());
        };
    }

    /** Passes over those that were tried, and adds those that it tries. */
    Future<Opened> open(Route route, HttpServerRequest from, List<Replica> tried, Optional<Replica> preferred) {
        var options = new RequestOptions()
                .setMethod(from.method())
                .setURI(from.uri())
                .setConnectTimeout(connectTimeout.toMillis())
                .setIdleTimeout(route.kind().isSocket() ? 0 : route.timeout().toMillis())
                .setTraceOperation(from.method() + " " + route.pattern().text());
        var client = route.kind().isSocket() || route.kind() == Route.Kind.EVENT_STREAM ? tunnels : exchanges;
        return open(of(route), client, options, tried, preferred)
                .compose(opened -> from.response().closed() ? opened.abandon() : Future.succeededFuture(opened));
    }

    private Future<Opened> open(
            Upstream upstream,
            HttpClient client,
            RequestOptions options,
            List<Replica> tried,
            Optional<Replica> preferred) {
        var next = upstream.next(tried, preferred);
        if (next.isEmpty()) {
            return Future.failedFuture(new ReplicaUnavailable(upstream.service()));
        }
        var replica = next.get();
        tried.add(replica);
        return client.request(new RequestOptions(options)
                        .setHost(replica.host())
                        .setPort(replica.port())
                        .setSsl(replica.tls()))
                .map(request -> new Opened(request, replica, upstream))
                .recover(failure -> {
                    if (!(failure instanceof ConnectionPoolTooBusyException)) {
                        replica.unreachable(upstream.now());
                    }
                    return open(upstream, client, options, tried, preferred);
                });
    }

    private static Upstream upstream(Service service, List<String> addresses, RouteConfig config) {
        var replicas = addresses.stream()
                .map(address ->
                        new Replica(parse(service, address), config.breakerPause(), config.breakerTimeoutsMax()))
                .toList();
        return new Upstream(service, replicas, System::nanoTime);
    }

    private static URI parse(Service service, String address) {
        var uri = URI.create(address.strip());
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "The address of " + service.wireName() + " is not an http address: " + address);
        }
        return uri;
    }

    private static HttpClient client(Vertx vertx, RouteConfig config, int connectionsMax) {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) config.connectTimeout().toMillis())
                        .setKeepAliveTimeout(30)
                        .setMaxHeaderSize(64 * 1024)
                        .setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(connectionsMax).setMaxWaitQueueSize(connectionsMax));
    }

    /** A request whose connection stands, and whom to credit for how it goes on. */
    record Opened(HttpClientRequest request, Replica replica, Upstream upstream) {

        /** Whether another replica might answer otherwise. */
        boolean othersAreLeft(List<Replica> tried) {
            return upstream.replicas().stream().anyMatch(one -> !tried.contains(one) && !one.isShut(upstream.now()));
        }

        /** For a caller who left while this was opened: nothing would end the request but its time-out. */
        private Future<Opened> abandon() {
            request.exceptionHandler(reset -> {}).reset();
            return Future.failedFuture(new HttpClosedException("The caller has left"));
        }

        void answered() {
            replica.answered();
        }

        /** It is there, but says itself that it can't serve this now. */
        void unavailable() {
            replica.unavailable(upstream.now());
        }

        void timedOut() {
            replica.timedOut(upstream.now());
        }
    }
}
