package pro.livestream.gateway.route;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import pro.livestream.gateway.error.GatewayError;

/**
 * Carries a WebSocket as the bytes it is: the handshake is passed on, then each side is piped into the other, so that a
 * slow reader slows its writer instead of filling memory.
 */
@ApplicationScoped
class SocketTunnel {
    private static final int QUEUE_BYTES_MAX = 64 * 1024;
    private static final Set<String> NOT_PASSED_BACK = Set.of("date", "server", "transfer-encoding", "keep-alive");

    private final Upstreams upstreams;
    private final Tunnels tunnels;

    SocketTunnel(Upstreams upstreams, Tunnels tunnels) {
        this.upstreams = upstreams;
        this.tunnels = tunnels;
    }

    Future<Void> open(RoutingContext ctx, Route route, Inward inward) {
        var request = ctx.request();
        if (!isHandshake(request)) {
            return Future.failedFuture(new GatewayError.UpgradeRequired().failure());
        }
        if (!tunnels.take()) {
            return Future.failedFuture(new GatewayError.TunnelsExhausted().failure());
        }
        request.pause();
        var place = new AtomicBoolean(true);
        Runnable leave = () -> {
            if (place.getAndSet(false)) {
                tunnels.give();
            }
        };
        request.connection().closeHandler(closed -> leave.run());
        return connect(request, route, inward)
                .compose(response -> response.statusCode() == 101
                        ? join(request, response, leave)
                        : passBack(request, response).onComplete(done -> leave.run()))
                .recover(failure -> {
                    leave.run();
                    return Future.failedFuture(describe(failure, route).failure());
                });
    }

    private Future<HttpClientResponse> connect(HttpServerRequest request, Route route, Inward inward) {
        return upstreams.open(route, request).compose(opened -> {
            var headers = opened.request().headers();
            headers.addAll(handshakeHeaders(request, inward));
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
        });
    }

    private static MultiMap handshakeHeaders(HttpServerRequest request, Inward inward) {
        var headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
        InwardHeaders.apply(headers, request, inward);
        return headers.set(HttpHeaders.CONNECTION, "Upgrade").set(HttpHeaders.UPGRADE, "websocket");
    }

    private static Future<Void> join(HttpServerRequest request, HttpClientResponse response, Runnable leave) {
        var inner = response.netSocket();
        var answer = request.response().setStatusCode(101);
        copy(response.headers(), answer.headers());
        return request.toNetSocket()
                .onSuccess(outer -> {
                    pipe(outer, inner, leave);
                    pipe(inner, outer, leave);
                })
                .onFailure(failure -> inner.close())
                .mapEmpty();
    }

    private static void pipe(NetSocket from, NetSocket to, Runnable leave) {
        to.setWriteQueueMaxSize(QUEUE_BYTES_MAX);
        from.pipeTo(to).onComplete(done -> {
            leave.run();
            if (done.failed()) {
                from.close();
                to.close();
            }
        });
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
