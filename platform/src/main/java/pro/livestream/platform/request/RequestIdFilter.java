package pro.livestream.platform.request;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.MDC;

/** Gives every HTTP request its id before anything else sees it. */
@ApplicationScoped
class RequestIdFilter {
    private static final int FIRST = 10_000;

    void register(@Observes Filters filters) {
        filters.register(RequestIdFilter::identify, FIRST);
    }

    private static void identify(RoutingContext context) {
        var id = RequestId.takenOver(context.request().getHeader(RequestId.HEADER));
        context.put(RequestId.MDC_KEY, id);
        MDC.put(RequestId.MDC_KEY, id);
        context.response().putHeader(RequestId.HEADER, id);
        context.next();
    }
}
