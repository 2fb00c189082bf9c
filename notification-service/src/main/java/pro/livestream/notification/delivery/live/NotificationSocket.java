package pro.livestream.notification.delivery.live;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Envelope;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CallerAuthenticator;

/**
 * {@code /ws/notifications}: each text frame is one notification. What a client sends is not looked at. The handshake is
 * refused over HTTP; a socket ends with its token, with its session, or when it stops answering pings.
 */
@ApplicationScoped
class NotificationSocket {
    private static final Logger LOG = Logger.getLogger(NotificationSocket.class);
    private static final String BEARER = "Bearer ";
    private static final int BEFORE_QUARKUS = -1000;
    private static final int SILENT_HEARTBEATS_MAX = 3;

    private final CallerAuthenticator authenticator;
    private final LiveHub hub;
    private final LiveConfig config;
    private final Vertx vertx;

    NotificationSocket(CallerAuthenticator authenticator, LiveHub hub, LiveConfig config, Vertx vertx) {
        this.authenticator = authenticator;
        this.hub = hub;
        this.config = config;
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        var _ = router.get("/ws/notifications").order(BEFORE_QUARKUS).handler(this::shake);
    }

    private void shake(RoutingContext context) {
        var token = token(context);
        if (token == null) {
            Envelope.send(Refusal.unauthenticated("Log in first"), context);
            return;
        }
        context.request().pause();
        authenticator
                .authenticate(token)
                .invoke(caller -> check(caller, context))
                .subscribe()
                .with(caller -> upgrade(context, caller), failure -> refuse(context, failure));
    }

    private static @Nullable String token(RoutingContext context) {
        var header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }

    private static void check(Caller caller, RoutingContext context) {
        if (caller.kind() == Caller.Kind.ANONYMOUS) {
            throw Refusal.unauthenticated("Log in first").refused();
        }
        var _ = caller.userId();
        if (!"websocket".equalsIgnoreCase(context.request().getHeader(HttpHeaders.UPGRADE))) {
            throw Refusal.malformed("This is a WebSocket").refused();
        }
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        if (failure instanceof RefusedException refused) {
            Envelope.send(refused.refusal(), context);
        } else {
            LOG.warn("A handshake failed", failure);
            Envelope.send(Refusal.unavailable("Notifications can't be reached right now"), context);
        }
        var _ = context.request().resume();
    }

    private void upgrade(RoutingContext context, Caller caller) {
        var _ = context.request()
                .toWebSocket()
                .onSuccess(socket -> open(socket, caller))
                .onFailure(failure -> LOG.debugf("A handshake was broken off: %s", failure.toString()));
    }

    private void open(ServerWebSocket socket, Caller caller) {
        var listener = new SocketListener(socket, caller);
        try {
            hub.enter(listener);
        } catch (RefusedException full) {
            var _ = socket.close((short) 1008, full.refusal().code());
            return;
        }
        var end = vertx.setTimer(untilEnd(caller), fired -> listener.close(Farewell.SESSION_ENDED));
        var heartbeat = heartbeat(socket);
        var _ = socket.closeHandler(closed -> {
            hub.leave(listener);
            var _ = vertx.cancelTimer(end);
            var _ = vertx.cancelTimer(heartbeat);
        });
    }

    private static long untilEnd(Caller caller) {
        return Math.max(
                1,
                Duration.between(Clock.systemUTC().instant(), caller.expiresAt())
                        .toMillis());
    }

    private long heartbeat(ServerWebSocket socket) {
        var silent = new AtomicLong();
        var _ = socket.pongHandler(pong -> silent.set(0)).frameHandler(frame -> silent.set(0));
        return vertx.setPeriodic(config.heartbeat().toMillis(), fired -> {
            if (silent.incrementAndGet() > SILENT_HEARTBEATS_MAX) {
                var _ = socket.close();
            } else {
                var _ = socket.writePing(Buffer.buffer("n"));
            }
        });
    }
}
