package pro.livestream.gateway.route;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import pro.livestream.gateway.error.GatewayError;

/** Passes requests and answers through, both bodies as streams. */
@ApplicationScoped
class Exchanges {
    /** Set by the gateway itself on every answer. */
    private static final Set<String> OWN_RESPONSE_HEADERS = Set.of(
            "server",
            "connection",
            "x-request-id",
            "content-security-policy",
            "strict-transport-security",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy");

    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final Upstreams upstreams;
    private final LiveNodes liveNodes;

    Exchanges(Upstreams upstreams, LiveNodes liveNodes) {
        this.upstreams = upstreams;
        this.liveNodes = liveNodes;
    }

    /** Succeeds when the answer is through; fails with a {@link GatewayError.Failed} when there is none to pass on. */
    Future<Void> pass(RoutingContext ctx, Route route, Inward inward) {
        var request = ctx.request();
        if (declaredLength(request) > route.bodyBytesMax()) {
            return Future.failedFuture(new GatewayError.BodyTooLarge(route.bodyBytesMax()).failure());
        }
        var proxied = ProxyRequest.reverseProxy(request);
        InwardHeaders.apply(proxied.headers(), request, inward);
        boolean repeatable = isRepeatable(request);
        if (repeatable) {
            // the caller's own, which is empty, can be read once, and not at all when the caller has left
            proxied.setBody(Body.body(Buffer.buffer()));
        }
        var body = bounded(proxied, route);
        if (request.headers().contains(HttpHeaders.EXPECT, "100-continue", true)) {
            request.response().writeContinue();
        }
        var sent = route.kind() == Route.Kind.LIVE && repeatable
                ? seek(proxied, route, new ArrayList<>())
                : send(proxied, route, repeatable, new ArrayList<>());
        return sent.compose(Exchanges::answer).recover(failure -> {
            proxied.release();
            return Future.failedFuture(describe(failure, route, body).failure());
        });
    }

    /** An answer that nobody takes any more is read to its end, or its connection would be held until it times out. */
    private static Future<Void> answer(ProxyResponse response) {
        return Future.succeededFuture(response).compose(ProxyResponse::send).onFailure(gone -> response.release());
    }

    private Future<ProxyResponse> send(ProxyRequest proxied, Route route, boolean repeatable, List<Replica> tried) {
        return upstreams
                .open(route, proxied.proxiedRequest(), tried, Optional.empty())
                .compose(opened -> proxied.send(opened.request())
                        .compose(
                                response -> answered(proxied, route, repeatable, tried, opened, response),
                                failure -> failed(proxied, route, repeatable, tried, opened, failure)));
    }

    /** What one replica can't serve now, others may: a node that has just come up is not ready for every tenant at once. */
    private Future<ProxyResponse> answered(
            ProxyRequest proxied,
            Route route,
            boolean repeatable,
            List<Replica> tried,
            Upstreams.Opened opened,
            ProxyResponse response) {
        if (response.getStatusCode() != UNAVAILABLE) {
            opened.answered();
            return Future.succeededFuture(cleansed(response));
        }
        opened.unavailable();
        if (repeatable && opened.othersAreLeft(tried)) {
            response.release();
            return send(proxied, route, true, tried);
        }
        return Future.succeededFuture(cleansed(response));
    }

    /** Who broke off before it answered is asked again only where there is nobody else: it may have closed an idle connection. */
    private Future<ProxyResponse> failed(
            ProxyRequest proxied,
            Route route,
            boolean repeatable,
            List<Replica> tried,
            Upstreams.Opened opened,
            Throwable failure) {
        if (failure instanceof TimeoutException) {
            opened.timedOut();
            return Future.failedFuture(failure);
        }
        return repeatable
                ? send(proxied, route, false, opened.othersAreLeft(tried) ? tried : new ArrayList<>())
                : Future.failedFuture(failure);
    }

    /** Asks the media node that had the stream last, then the others until one has it. */
    private Future<ProxyResponse> seek(ProxyRequest proxied, Route route, List<Replica> tried) {
        var request = proxied.proxiedRequest();
        return upstreams
                .open(route, request, tried, liveNodes.of(request.path()))
                .compose(opened -> proxied.send(opened.request()).compose(response -> {
                    opened.answered();
                    if (response.getStatusCode() == NOT_FOUND && opened.othersAreLeft(tried)) {
                        response.release();
                        return seek(proxied, route, tried);
                    }
                    liveNodes.learn(request.path(), opened.replica(), response.getStatusCode() != NOT_FOUND);
                    return Future.succeededFuture(cleansed(response));
                }));
    }

    private static @Nullable BoundedBody bounded(ProxyRequest proxied, Route route) {
        var request = proxied.proxiedRequest();
        if (!request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return null;
        }
        var body = new BoundedBody(request, route.bodyBytesMax());
        proxied.setBody(Body.body(body));
        return body;
    }

    private static ProxyResponse cleansed(ProxyResponse response) {
        var named = InwardHeaders.namedByConnection(response.headers());
        for (var name : Set.copyOf(response.headers().names())) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (OWN_RESPONSE_HEADERS.contains(lower) || named.contains(lower)) {
                response.headers().remove(name);
            }
        }
        // The server compresses what says nothing of an encoding, and takes this word away again.
        if (!response.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        }
        return response;
    }

    private static boolean isRepeatable(HttpServerRequest request) {
        var readOnly = HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
        return readOnly && declaredLength(request) <= 0 && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static long declaredLength(HttpServerRequest request) {
        var declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return declared == null ? 0 : Long.parseLong(declared);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static GatewayError describe(Throwable failure, Route route, @Nullable BoundedBody body) {
        if (body != null && body.isExceeded()) {
            return new GatewayError.BodyTooLarge(route.bodyBytesMax());
        }
        return switch (failure) {
            case ReplicaUnavailable unavailable ->
                new GatewayError.ServiceUnavailable(unavailable.service().wireName());
            case TimeoutException timeout ->
                new GatewayError.ServiceTimeout(route.service().wireName());
            default -> new GatewayError.ServiceBroke(route.service().wireName());
        };
    }
}
