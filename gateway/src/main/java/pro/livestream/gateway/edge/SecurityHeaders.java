package pro.livestream.gateway.edge;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The headers that keep browsers from doing what a page of ours never asks for. */
@ApplicationScoped
class SecurityHeaders {
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,260}");
    private static final String PERMISSIONS =
            "camera=(self), microphone=(self), display-capture=(self), geolocation=()";

    private final String policyStart;
    private final String connectSources;

    SecurityHeaders(EdgeConfig config) {
        var media = joined(config.cspMediaSources());
        this.policyStart =
                "default-src 'self'; base-uri 'self'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; "
                        + "script-src 'self'" + joined(config.cspScriptSources())
                        + "; style-src 'self'; font-src 'self'; "
                        + "img-src 'self' data: blob:" + media + "; media-src 'self' blob:" + media
                        + "; worker-src 'self' blob:; "
                        + "frame-src 'self'" + joined(config.cspFrameSources()) + "; connect-src 'self'";
        this.connectSources = " " + origin(config.stripeApiBase()) + media;
    }

    void apply(RoutingContext ctx) {
        ctx.addHeadersEndHandler(sending -> set(ctx, ctx.response().headers()));
    }

    private void set(RoutingContext ctx, MultiMap headers) {
        headers.set("Content-Security-Policy", policy(ctx.request().getHeader("Host")))
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "strict-origin-when-cross-origin")
                .set("Permissions-Policy", PERMISSIONS)
                .set("Cross-Origin-Opener-Policy", "same-origin");
        if ("https".equals(ctx.request().scheme())) {
            headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        if (!headers.contains("Cache-Control") && isApi(ctx)) {
            headers.set("Cache-Control", "no-store");
        }
    }

    /** Older browsers do not take 'self' for WebSockets, so that the host is named too. */
    private String policy(@org.jspecify.annotations.Nullable String authority) {
        var sockets = authority != null && AUTHORITY.matcher(authority).matches()
                ? " ws://" + authority + " wss://" + authority
                : "";
        return policyStart + sockets + connectSources;
    }

    /** Of a base address its scheme, host and port, which is all that a policy takes. */
    static String origin(URI base) {
        if (base.getScheme() == null || base.getHost() == null) {
            throw new IllegalArgumentException("STRIPE_API_BASE is not an address: " + base);
        }
        return base.getScheme() + "://" + base.getRawAuthority();
    }

    private static boolean isApi(RoutingContext ctx) {
        var path = ctx.request().path();
        return path != null && path.startsWith("/api/");
    }

    private static String joined(Optional<List<String>> sources) {
        return sources.map(all -> " " + String.join(" ", all)).orElse("");
    }
}
