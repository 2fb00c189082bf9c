package pro.livestream.platform.error;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Answers what no route took, and failures below JAX-RS, with the same error body. */
@ApplicationScoped
class UnroutedHandler {
    void register(@Observes Router router) {
        for (int status : new int[] {400, 401, 403, 404, 405, 406, 413, 414, 415, 431, 500, 502, 503, 504}) {
            router.errorHandler(status, UnroutedHandler::answer);
        }
    }

    private static void answer(RoutingContext context) {
        if (context.failure() instanceof RefusedException refused) {
            Envelope.send(refused.refusal(), context);
        } else {
            Envelope.send(Envelope.ofStatus(context.statusCode() < 400 ? 500 : context.statusCode()), context);
        }
    }
}
