package pro.livestream.gateway.route;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pro.livestream.gateway.error.GatewayError;

/**
 * Carries a WebSocket as the bytes it is: the handshake is passed on, then each side's bytes, so that a slow reader slows its
 * writer instead of filling memory.
 */
@ApplicationScoped
class SocketTunnel {
    private static final int UNAVAILABLE = 503;
    private static final Set<String> NOT_PASSED_BACK = Set.of("date", "server", "transfer-encoding", "keep-alive");

    private final Upstreams upstreams;
    private final Tunnels tunnels;
    private final Vertx vertx;

    SocketTunnel(Upstreams upstreams, Tunnels tunnels, Vertx vertx) {
        this.upstreams = upstreams;
        this.tunnels = tunnels;
        this.vertx = vertx;
    }

    Future<Void> open(RoutingContext ctx, Route route, Inward inward) {
        var request = ctx.request();
        if (!isHandshake(request)) {
            return Future.failedFuture(new GatewayError.UpgradeRequired().failure());
        }
        var place = tunnels.take();
        if (place == null) {
            return Future.failedFuture(new GatewayError.TunnelsExhausted().failure());
        }
        request.pause();
        request.connection().closeHandler(closed -> place.give());
        return connect(request, route, inward, new ArrayList<>())
                .compose(response -> response.statusCode() == 101
                        ? join(request, response, place)
                        : passBack(request, response).onComplete(done -> place.give()))
                .recover(failure -> {
                    place.give();
                    return Future.failedFuture(describe(failure, route).failure());
                });
    }

    /** A handshake changes nothing, so it goes on to the next replica where one breaks off or takes nobody. */
    private Future<HttpClientResponse> connect(
            HttpServerRequest request, Route route, Inward inward, List<Replica> tried) {
        return upstreams
                .open(route, request, tried, Optional.empty())
                .compose(opened -> shake(opened, request, route, inward).transform(done -> {
                    if (!mayDoElsewhere(done) || !opened.othersAreLeft(tried)) {
                        return done.succeeded()
                                ? Future.succeededFuture(done.result())
                                : Future.failedFuture(done.cause());
                    }
                    opened.request().reset();
                    return connect(request, route, inward, tried);
                }));
    }

    private static boolean mayDoElsewhere(AsyncResult<HttpClientResponse> done) {
        return done.succeeded()
                ? done.result().statusCode() == UNAVAILABLE
                : !(done.cause() instanceof TimeoutException);
    }

    private static Future<HttpClientResponse> shake(
            Upstreams.Opened opened, HttpServerRequest request, Route route, Inward inward) {
        opened.request().headers().addAll(handshakeHeaders(request, inward));
        // the pipes hear of the end; without a handler each would be logged as an error
        opened.request().exceptionHandler(ended -> {});
        var answer = opened.request().connect().onSuccess(response -> {
            opened.answered();
            response.pause();
            if (response.statusCode() == 101) {
                response.netSocket().pause();
            }
        });
        return answer.timeout(route.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(failure -> opened.request().reset());
    }

    private static MultiMap handshakeHeaders(HttpServerRequest request, Inward inward) {
        var headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
        InwardHeaders.apply(headers, request, inward);
        return headers.set(HttpHeaders.CONNECTION, "Upgrade").set(HttpHeaders.UPGRADE, "websocket");
    }

    private Future<Void> join(HttpServerRequest request, HttpClientResponse response, Tunnels.Place place) {
        var service = response.netSocket();
        var answer = request.response().setStatusCode(101);
        copy(response.headers(), answer.headers());
        return request.toNetSocket()
                .onSuccess(client -> {
                    var socket = new OpenSocket(vertx, client, service, place);
                    place.take(socket);
                    socket.open();
                })
                .onFailure(failure -> service.close())
                .mapEmpty();
    }

    /** The service refused the handshake: its answer is the client's. */
    private static Future<Void> passBack(HttpServerRequest request, HttpClientResponse response) {
        var answer = request.response().setStatusCode(response.statusCode());
        copy(response.headers(), answer.headers());
        request.resume();
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            answer.setChunked(true);
        }
        return response.pipeTo(answer);
    }

    private static void copy(MultiMap from, MultiMap to) {
        from.forEach(header -> {
            if (!NOT_PASSED_BACK.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                to.add(header.getKey(), header.getValue());
            }
        });
    }

    private static boolean isHandshake(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.UPGRADE, "websocket", true)
                && request.headers().contains("Sec-WebSocket-Key");
    }

    private static GatewayError describe(Throwable failure, Route route) {
        return switch (failure) {
            case ReplicaUnavailable unavailable ->
                new GatewayError.ServiceUnavailable(unavailable.service().wireName());
            case TimeoutException timeout ->
                new GatewayError.ServiceTimeout(route.service().wireName());
            default -> new GatewayError.ServiceBroke(route.service().wireName());
        };
    }
}
