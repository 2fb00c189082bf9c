package pro.livestream.gateway.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.platform.error.Envelope;
import pro.livestream.platform.request.RequestId;

/** The web UI's files; its pages have addresses of their own, which all mean the one HTML file. */
@ApplicationScoped
class WebUi {
    private static final String REROUTED = "gateway.webui.rerouted";
    private static final String ENTRY = "/index.html";
    private static final String ASSETS = "/assets/";
    private static final String ABSENT = """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>LiveStream Pro</title></head>
        <body>
        <h1>LiveStream Pro</h1>
        <p>This gateway was built without the web UI (building it needs Node 20 or newer). The <a href="/api/docs">API</a> works.</p>
        </body>
        </html>
        """;

    private final boolean present;

    WebUi() {
        this.present = Thread.currentThread().getContextClassLoader().getResource("META-INF/resources" + ENTRY) != null;
    }

    /** True on the second round of a page's request, which has lost the headers set on the first. */
    boolean isRerouted(RoutingContext ctx) {
        String requestId = ctx.get(REROUTED);
        if (requestId == null) {
            return false;
        }
        ctx.put(RequestId.MDC_KEY, requestId);
        ctx.response().putHeader(RequestId.HEADER, requestId);
        ctx.addHeadersEndHandler(sending -> setCacheControl(ctx));
        return true;
    }

    void serve(RoutingContext ctx) {
        var request = ctx.request();
        request.headers().remove(HttpHeaders.AUTHORIZATION);
        ctx.addHeadersEndHandler(sending -> setCacheControl(ctx));
        var reading = HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
        if (!reading || !isPage(ctx)) {
            ctx.next();
        } else if (present) {
            ctx.put(REROUTED, Envelope.requestId(ctx));
            ctx.reroute(ENTRY);
        } else if (request.path().equals("/")) {
            ctx.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                    .end(ABSENT);
        } else {
            Envelope.send(new GatewayError.UnknownPath().refusal(), ctx);
        }
    }

    /** The build names files below assets by their content; the others keep their names when they change. */
    private static void setCacheControl(RoutingContext ctx) {
        var good = ctx.response().getStatusCode() < 400;
        var named = good && ctx.request().path().startsWith(ASSETS);
        ctx.response()
                .headers()
                .set(HttpHeaders.CACHE_CONTROL, named ? "public, max-age=31536000, immutable" : "no-cache");
    }

    /** A browser's navigation: wants HTML and names no file. */
    private static boolean isPage(RoutingContext ctx) {
        var path = ctx.request().path();
        var accept = ctx.request().getHeader(HttpHeaders.ACCEPT);
        var namesFile = path.lastIndexOf('.') > path.lastIndexOf('/');
        return path.equals("/") || (!namesFile && accept != null && accept.contains("text/html"));
    }
}
