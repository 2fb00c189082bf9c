package pro.livestream.platform.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Envelope;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;

/** Authenticates each REST request before its resource sees it; only {@link Public} ones go on without a login. */
class CallerFilter {
    private static final String BEARER = "Bearer ";

    private final CallerAuthenticator authenticator;
    private final CurrentCaller current;

    CallerFilter(CallerAuthenticator authenticator, CurrentCaller current) {
        this.authenticator = authenticator;
        this.current = current;
    }

    @ServerRequestFilter
    Uni<@Nullable Response> authenticate(
            ContainerRequestContext request, ResourceInfo resource, RoutingContext context) {
        var header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        var open = isPublic(resource);
        if (header == null) {
            return answer(open ? null : Envelope.response(loginFirst(), context));
        }
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return answer(Envelope.response(loginFirst(), context));
        }
        return authenticator
                .authenticate(header.substring(BEARER.length()).strip())
                .map(caller -> accept(caller, open, context))
                .onFailure(RefusedException.class)
                .recoverWithItem(refused -> Envelope.response(refused.refusal(), context));
    }

    private @Nullable Response accept(Caller caller, boolean open, RoutingContext context) {
        if (!open && caller.kind() == Caller.Kind.ANONYMOUS) {
            return Envelope.response(loginFirst(), context);
        }
        current.set(caller);
        MDC.put("tenant", caller.tenant().name());
        MDC.put("user_id", caller.subject());
        return null;
    }

    private static Uni<@Nullable Response> answer(@Nullable Response response) {
        return Uni.createFrom().item(response);
    }

    private static boolean isPublic(ResourceInfo resource) {
        var method = resource.getResourceMethod();
        var type = resource.getResourceClass();
        return (method != null && method.isAnnotationPresent(Public.class))
                || (type != null && type.isAnnotationPresent(Public.class));
    }

    private static Refusal loginFirst() {
        return Refusal.unauthenticated("Log in first");
    }
}
