package pro.livestream.gateway.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.gateway.route.Inward;
import pro.livestream.gateway.route.Route;
import pro.livestream.gateway.route.Routing;
import pro.livestream.gateway.tenant.TenantDirectory;
import pro.livestream.platform.error.DependencyFailure;
import pro.livestream.platform.error.Envelope;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.tenant.Tenant;

/** The first that sees a request: refuses it, passes it to a service, or hands it on to the gateway's own resources. */
@ApplicationScoped
class Edge {
    private static final Logger LOG = Logger.getLogger(Edge.class);
    private static final int AFTER_REQUEST_ID = 9_000;
    private static final int URI_LENGTH_MAX = 16_384;
    private static final int BEFORE_LAST = 1_000_000;
    private static final long OWN_BODY_BYTES_MAX = 1_048_576;
    private static final long DRAIN_MS = Duration.ofSeconds(10).toMillis();
    /** The same for every host, and needed before a tenant is known. */
    private static final Set<String> WITHOUT_TENANT = Set.of(
            "/api/health",
            "/api/openapi",
            "/api/asyncapi",
            "/api/docs",
            "/api/docs/docs.js",
            "/api/docs/docs.css",
            "/.well-known/jwks.json");

    private final TenantDirectory tenants;
    private final Routing routing;
    private final Admission admission;
    private final SecurityHeaders securityHeaders;
    private final Cors cors;
    private final WebUi webUi;

    Edge(
            TenantDirectory tenants,
            Routing routing,
            Admission admission,
            SecurityHeaders securityHeaders,
            Cors cors,
            WebUi webUi) {
        this.tenants = tenants;
        this.routing = routing;
        this.admission = admission;
        this.securityHeaders = securityHeaders;
        this.cors = cors;
        this.webUi = webUi;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, AFTER_REQUEST_ID);
    }

    /** Before Quarkus' own last handler, which words failures its own way. */
    void registerLast(@Observes Router router) {
        router.route().order(BEFORE_LAST).failureHandler(Edge::failed);
    }

    private static void failed(RoutingContext ctx) {
        var failure = ctx.failure();
        if (failure instanceof RefusedException refused) {
            refuse(ctx, refused.refusal());
        } else if (ctx.statusCode() >= 400 && ctx.statusCode() < 500) {
            refuse(ctx, Envelope.ofStatus(ctx.statusCode()));
        } else {
            fail(ctx, failure == null ? new IllegalStateException("status " + ctx.statusCode()) : failure);
        }
    }

    private void handle(RoutingContext ctx) {
        securityHeaders.apply(ctx);
        if (webUi.isRerouted(ctx)) {
            ctx.next();
            return;
        }
        var request = ctx.request();
        var path = request.path();
        if (request.uri().length() > URI_LENGTH_MAX) {
            refuse(ctx, Envelope.ofStatus(414));
        } else if (!PathPolicy.isSane(path)) {
            refuse(ctx, new GatewayError.BadPath().refusal());
        } else if (PathPolicy.isInternal(path)) {
            refuse(ctx, new GatewayError.UnknownPath().refusal());
        } else if (!cors.answered(ctx)) {
            if (WITHOUT_TENANT.contains(path)) {
                request.headers().remove(HttpHeaders.AUTHORIZATION);
                ctx.next();
            } else {
                ofTenant(ctx, path);
            }
        }
    }

    private void ofTenant(RoutingContext ctx, String path) {
        var tenant = tenantOf(ctx.request());
        if (tenant.isEmpty()) {
            refuse(ctx, new GatewayError.UnknownHost().refusal());
            return;
        }
        var route = routing.find(path);
        if (route.isEmpty() && !path.startsWith("/api/")) {
            webUi.serve(ctx);
        } else {
            admit(ctx, tenant.get(), route.orElse(null));
        }
    }

    private void admit(RoutingContext ctx, Tenant tenant, @Nullable Route route) {
        var request = ctx.request();
        if (route == null && declaredLength(request) > OWN_BODY_BYTES_MAX) {
            refuse(ctx, new GatewayError.BodyTooLarge(OWN_BODY_BYTES_MAX).refusal());
            return;
        }
        if (route == null && request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            refuse(ctx, new GatewayError.LengthRequired().refusal());
            return;
        }
        request.pause();
        var context = ctx.vertx().getOrCreateContext();
        try {
            admission
                    .admit(tenant, request, route)
                    .subscribe()
                    .with(
                            token -> on(context, () -> admitted(ctx, route, token)),
                            failure -> on(context, () -> fail(ctx, failure)));
        } catch (RefusedException refused) {
            refuse(ctx, refused.refusal());
        }
    }

    private void admitted(RoutingContext ctx, @Nullable Route route, String token) {
        var request = ctx.request();
        if (route == null) {
            request.headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
            request.resume();
            ctx.next();
            return;
        }
        var authority = request.authority();
        var inward = new Inward(
                token,
                Envelope.requestId(ctx),
                Admission.address(request),
                request.scheme() == null ? "http" : request.scheme(),
                authority == null ? "" : authority.toString());
        routing.pass(ctx, route, inward).onFailure(failure -> fail(ctx, failure));
    }

    private Optional<Tenant> tenantOf(HttpServerRequest request) {
        var authority = request.authority();
        return authority == null ? Optional.empty() : tenants.byHost(authority.host());
    }

    private static void fail(RoutingContext ctx, Throwable failure) {
        if (failure instanceof RefusedException refused) {
            refuse(ctx, refused.refusal());
            return;
        }
        LOG.errorf(failure, "%s %s failed", ctx.request().method(), ctx.normalizedPath());
        refuse(
                ctx,
                DependencyFailure.isOne(failure)
                        ? Refusal.unavailable("Something this needs is not reachable right now; try again soon")
                        : Envelope.ofStatus(500));
    }

    /** What is left of the body is read and thrown away, so that the client gets to read the answer. */
    private static void refuse(RoutingContext ctx, Refusal refusal) {
        var request = ctx.request();
        request.resume();
        Envelope.send(refusal, ctx);
        if (!request.isEnded()) {
            ctx.vertx().setTimer(DRAIN_MS, late -> {
                if (!request.isEnded()) {
                    request.connection().close();
                }
            });
        }
    }

    private static void on(Context context, Runnable work) {
        if (context.equals(Vertx.currentContext())) {
            work.run();
        } else {
            context.runOnContext(any -> work.run());
        }
    }

    private static long declaredLength(HttpServerRequest request) {
        if (HttpMethod.GET.equals(request.method())) {
            return 0;
        }
        var declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return declared == null ? 0 : Long.parseLong(declared);
        } catch (NumberFormatException malformed) {
            return Long.MAX_VALUE;
        }
    }
}
