package pro.livestream.gateway.route;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import pro.livestream.gateway.error.GatewayError;

/** The way to the services: which path goes where, and the passing on itself. */
@ApplicationScoped
public class Routing {
    private final RouteTable table;
    private final Exchanges exchanges;
    private final SocketTunnel sockets;
    private final Tunnels tunnels;
    private final Upstreams upstreams;

    Routing(RouteTable table, Exchanges exchanges, SocketTunnel sockets, Tunnels tunnels, Upstreams upstreams) {
        this.table = table;
        this.exchanges = exchanges;
        this.sockets = sockets;
        this.tunnels = tunnels;
        this.upstreams = upstreams;
    }

    public Optional<Route> find(String rawPath) {
        return table.find(rawPath);
    }

    /** Fails with a refusal while no answer has begun. */
    public Future<Void> pass(RoutingContext ctx, Route route, Inward inward) {
        return switch (route.kind()) {
            case EXCHANGE, MEDIA, LIVE -> exchanges.pass(ctx, route, inward);
            case SOCKET, INGEST -> sockets.open(ctx, route, inward);
            case EVENT_STREAM -> eventStream(ctx, route, inward);
        };
    }

    /** Base addresses of a service's replicas. */
    public List<String> addresses(Service service) {
        return upstreams.of(service).replicas().stream()
                .map(replica -> (replica.tls() ? "https://" : "http://") + replica.host() + ":" + replica.port())
                .toList();
    }

    /** True while the breakers of all replicas keep requests away. */
    public boolean isShut(Service service) {
        return upstreams.of(service).isShut();
    }

    private Future<Void> eventStream(RoutingContext ctx, Route route, Inward inward) {
        var place = tunnels.take();
        if (place == null) {
            return Future.failedFuture(new GatewayError.TunnelsExhausted().failure());
        }
        // a client of an event stream comes back by itself
        place.take(delayMs -> ctx.request().connection().close());
        return exchanges.pass(ctx, route, inward).onComplete(done -> place.give());
    }
}
