package pro.livestream.gateway.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.platform.error.Envelope;

/** The web UI's files; its pages have addresses of their own, which all mean the one HTML file. */
@ApplicationScoped
class WebUi {
    private static final String REROUTED = "gateway.webui.rerouted";
    private static final String ENTRY = "/index.html";
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

    boolean isRerouted(RoutingContext ctx) {
        return ctx.get(REROUTED) != null;
    }

    void serve(RoutingContext ctx) {
        var request = ctx.request();
        request.headers().remove(HttpHeaders.AUTHORIZATION);
        var reading = HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
        if (!reading || !isPage(ctx)) {
            ctx.next();
        } else if (present) {
            ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
            ctx.put(REROUTED, true);
            ctx.reroute(ENTRY);
        } else if (request.path().equals("/")) {
            ctx.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                    .end(ABSENT);
        } else {
            Envelope.send(new GatewayError.UnknownPath().refusal(), ctx);
        }
    }

    /** A browser's navigation: wants HTML and names no file. */
    private static boolean isPage(RoutingContext ctx) {
        var path = ctx.request().path();
        var accept = ctx.request().getHeader(HttpHeaders.ACCEPT);
        var namesFile = path.lastIndexOf('.') > path.lastIndexOf('/');
        return path.equals("/") || (!namesFile && accept != null && accept.contains("text/html"));
    }
}
