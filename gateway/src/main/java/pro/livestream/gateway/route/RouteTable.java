package pro.livestream.gateway.route;

import static pro.livestream.gateway.route.Route.Kind.EVENT_STREAM;
import static pro.livestream.gateway.route.Route.Kind.EXCHANGE;
import static pro.livestream.gateway.route.Route.Kind.INGEST;
import static pro.livestream.gateway.route.Route.Kind.LIVE;
import static pro.livestream.gateway.route.Route.Kind.MEDIA;
import static pro.livestream.gateway.route.Route.Kind.SOCKET;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Every path that leaves the gateway; the first row that matches counts. */
@ApplicationScoped
class RouteTable {
    private final List<Route> routes;

    RouteTable(RouteConfig config) {
        this.routes = rows(config);
    }

    Optional<Route> find(String rawPath) {
        for (var route : routes) {
            if (route.pattern().matches(rawPath)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    private static List<Route> rows(RouteConfig config) {
        var rows = new Rows(config);
        return List.of(
                rows.socket("/ws/streams/{}/chat", Service.CHAT),
                rows.socket("/ws/chat/*", Service.CHAT),
                rows.ingest("/ws/streams/{}/ingest", Service.STREAM),
                rows.socket("/ws/streams/{}/studio", Service.STREAM),
                rows.socket("/ws/stats", Service.STREAM),
                rows.socket("/ws/notifications", Service.NOTIFICATION),
                rows.live("/hls/*", Service.STREAM),
                rows.media("/media/stamps/*", Service.CHAT),
                rows.media("/media/attachments/*", Service.ARCHIVE),
                rows.media("/api/archives/{}/media/*", Service.ARCHIVE),
                rows.api("/api/streams/{}/chat/*", Service.CHAT),
                rows.api("/api/streams/{}/reactions/*", Service.CHAT),
                rows.api("/api/stamps/*", Service.CHAT),
                rows.heartbeat("/api/streams/{}/heartbeat", Service.STREAM),
                rows.heartbeat("/api/viewer/heartbeat", Service.STREAM),
                rows.api("/api/streams/*", Service.STREAM),
                rows.api("/api/stream-key/*", Service.STREAM),
                rows.api("/api/schedules/*", Service.STREAM),
                rows.api("/api/token/*", Service.STREAM),
                rows.api("/api/stage/*", Service.STREAM),
                rows.api("/api/viewer/*", Service.STREAM),
                rows.api("/api/stats/*", Service.STREAM),
                rows.api("/api/archives/*", Service.ARCHIVE),
                rows.attachment("/api/attachments/*", Service.ARCHIVE),
                rows.api("/api/transactions/*", Service.PAYMENT),
                rows.api("/api/payouts/*", Service.PAYMENT),
                rows.webhook("/api/webhooks/*", Service.PAYMENT),
                rows.eventStream("/api/notifications/stream", Service.NOTIFICATION),
                rows.api("/api/notifications/*", Service.NOTIFICATION),
                rows.api("/api/follows/*", Service.NOTIFICATION),
                rows.api("/api/push/*", Service.NOTIFICATION),
                rows.api("/api/users/{}/followers", Service.NOTIFICATION),
                rows.api("/api/users/{}/following", Service.NOTIFICATION),
                rows.api("/api/users/{}/schedule.ics", Service.NOTIFICATION));
    }

    /** Makes rows with the bounds that the configuration gives each sort of path. */
    private record Rows(RouteConfig config) {

        Route api(String pattern, Service service) {
            return new Route(pattern, service, EXCHANGE, config.bodyBytesMax(), config.responseTimeout(), true);
        }

        Route heartbeat(String pattern, Service service) {
            return new Route(pattern, service, EXCHANGE, config.bodyBytesMax(), config.responseTimeout(), false);
        }

        Route webhook(String pattern, Service service) {
            return new Route(pattern, service, EXCHANGE, config.webhookBytesMax(), config.responseTimeout(), false);
        }

        Route attachment(String pattern, Service service) {
            return new Route(pattern, service, EXCHANGE, config.attachmentBytesMax(), config.transferTimeout(), true);
        }

        Route media(String pattern, Service service) {
            return new Route(pattern, service, MEDIA, 0, config.transferTimeout(), false);
        }

        Route live(String pattern, Service service) {
            return new Route(pattern, service, LIVE, 0, config.transferTimeout(), false);
        }

        Route ingest(String pattern, Service service) {
            return new Route(pattern, service, INGEST, 0, config.responseTimeout(), false);
        }

        Route eventStream(String pattern, Service service) {
            return new Route(pattern, service, EVENT_STREAM, 0, config.eventStreamTimeout(), true);
        }

        Route socket(String pattern, Service service) {
            return new Route(pattern, service, SOCKET, 0, config.responseTimeout(), false);
        }
    }
}
