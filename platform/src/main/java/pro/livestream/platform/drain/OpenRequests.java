package pro.livestream.platform.drain;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Requests whose answer is under way, which a leaving service waits for. Quarkus's own count (quarkus.shutdown.timeout) also
 * holds every WebSocket that ever was, so that each shutdown takes all of its time.
 */
@ApplicationScoped
class OpenRequests {
    private static final int BEFORE_ALL = 20_000;
    private static final Duration CHECK_EVERY = Duration.ofMillis(50);
    private static final Duration FORGET_EVERY = Duration.ofSeconds(30);

    private final Set<HttpServerResponse> open = ConcurrentHashMap.newKeySet();
    private final Drain drain;
    private final Vertx vertx;

    OpenRequests(Drain drain, Vertx vertx) {
        this.drain = drain;
        this.vertx = vertx;
    }

    void register(@Observes Filters filters) {
        filters.register(this::count, BEFORE_ALL);
    }

    void start(@Observes StartupEvent event) {
        drain.onClientsLeave(this::none);
        vertx.setPeriodic(FORGET_EVERY.toMillis(), fired -> forgetEnded());
    }

    /** Completes when no answer is under way. */
    Uni<Void> none() {
        return Uni.createFrom().emitter(done -> awaitNone(() -> done.complete(null)));
    }

    private void count(RoutingContext context) {
        var response = context.response();
        open.add(response);
        context.addEndHandler(ended -> open.remove(response));
        if (drain.isDraining()) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        context.next();
    }

    private void awaitNone(Runnable done) {
        forgetEnded();
        if (open.isEmpty()) {
            done.run();
        } else {
            vertx.setTimer(CHECK_EVERY.toMillis(), fired -> awaitNone(done));
        }
    }

    /** A socket's handshake never ends as an answer does, nor what a later handler took the close of. */
    private void forgetEnded() {
        open.removeIf(response -> response.ended() || response.closed());
    }
}
