package pro.livestream.gateway.edge;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets pages of the configured origins call, and read what they get. */
@ApplicationScoped
class Cors {
    private static final String EXPOSED =
            "X-Request-Id, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Location";

    private final OriginPolicy origins;

    Cors(OriginPolicy origins) {
        this.origins = origins;
    }

    /** True when the request was a preflight, which is answered then. */
    boolean answered(RoutingContext ctx) {
        var request = ctx.request();
        var origin = request.getHeader("Origin");
        if (!origins.isConfigured(origin)) {
            return false;
        }
        var headers = ctx.response().headers();
        headers.set("Access-Control-Allow-Origin", origin)
                .set("Access-Control-Allow-Credentials", "true")
                .set("Access-Control-Expose-Headers", EXPOSED)
                .add("Vary", "Origin");
        var asked = request.getHeader("Access-Control-Request-Method");
        if (!HttpMethod.OPTIONS.equals(request.method()) || asked == null) {
            return false;
        }
        headers.set("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE")
                .set("Access-Control-Max-Age", "600");
        var asking = request.getHeader("Access-Control-Request-Headers");
        if (asking != null) {
            headers.set("Access-Control-Allow-Headers", asking);
        }
        ctx.response().setStatusCode(204).end();
        return true;
    }
}
