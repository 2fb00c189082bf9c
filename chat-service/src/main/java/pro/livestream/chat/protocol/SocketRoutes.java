package pro.livestream.chat.protocol;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.evasion.Origins;
import pro.livestream.chat.fanout.Connection;
import pro.livestream.chat.fanout.FanoutConfig;
import pro.livestream.chat.frame.Protocol;
import pro.livestream.chat.profile.Usernames;
import pro.livestream.chat.room.RoomDirectory;
import pro.livestream.chat.room.RoomFacts;
import pro.livestream.chat.room.Rooms;
import pro.livestream.platform.error.Envelope;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CallerAuthenticator;

/**
 * The handshakes of both protocols: everything that can be refused is refused over HTTP. An accepted socket is taken over at
 * its Netty channel, since fan-out writes there.
 */
@ApplicationScoped
class SocketRoutes {

    private static final Logger LOG = Logger.getLogger(SocketRoutes.class);
    private static final String BEARER = "bearer ";
    private static final String BEARER_SUBPROTOCOL = "bearer.";
    private static final int BEFORE_QUARKUS = -1000;

    private final CallerAuthenticator authenticator;
    private final RoomDirectory directory;
    private final Rooms rooms;
    private final Usernames usernames;
    private final Origins origins;
    private final FrameDispatcher dispatcher;
    private final Rejections rejections;
    private final SocketConfig config;
    private final FanoutConfig fanout;
    private final Protocol standard = new StandardProtocol();
    private final Protocol classic = new ClassicProtocol();

    SocketRoutes(
            CallerAuthenticator authenticator,
            RoomDirectory directory,
            Rooms rooms,
            Usernames usernames,
            Origins origins,
            FrameDispatcher dispatcher,
            Rejections rejections,
            SocketConfig config,
            FanoutConfig fanout) {
        this.authenticator = authenticator;
        this.directory = directory;
        this.rooms = rooms;
        this.usernames = usernames;
        this.origins = origins;
        this.dispatcher = dispatcher;
        this.rejections = rejections;
        this.config = config;
        this.fanout = fanout;
    }

    void register(@Observes Router router) {
        router.get("/ws/streams/:stream/chat").order(BEFORE_QUARKUS).handler(context -> shake(context, standard));
        router.getWithRegex("/ws/chat/stream_(?<stream>[^/]+)/?")
                .order(BEFORE_QUARKUS)
                .handler(context -> shake(context, classic));
    }

    private void shake(RoutingContext context, Protocol protocol) {
        context.request().pause();
        admission(context, protocol)
                .subscribe()
                .with(admission -> upgrade(context, protocol, admission), failure -> refuse(context, failure));
    }

    /** Who comes in, and where. */
    private record Admission(Caller caller, RoomFacts room, List<ByteBuffer> marks) {}

    private Uni<Admission> admission(RoutingContext context, Protocol protocol) {
        if (rooms.isLeaving() || rooms.connections() >= config.connectionsMax()) {
            return Uni.createFrom()
                    .failure(Refusal.unavailable("This node takes no more connections")
                            .refused());
        }
        var token = token(context);
        if (token == null) {
            return Uni.createFrom()
                    .failure(Refusal.unauthenticated("Log in first").refused());
        }
        return authenticator.authenticate(token).flatMap(caller -> {
            if (caller.kind() == Caller.Kind.ANONYMOUS) {
                throw Refusal.unauthenticated("Log in first").refused();
            }
            if (!caller.isUser()) {
                throw Refusal.forbidden("Only users chat").refused();
            }
            checkOrigin(context, protocol);
            if (!isUpgrade(context)) {
                throw Refusal.malformed("This is a WebSocket").refused();
            }
            return directory
                    .admit(caller, streamId(context))
                    .map(room -> new Admission(caller, room, origins.of(context.request(), room)));
        });
    }

    private static @Nullable String token(RoutingContext context) {
        var header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                    ? header.substring(BEARER.length()).strip()
                    : null;
        }
        var offered = context.request().getHeader("Sec-WebSocket-Protocol");
        return offered == null
                ? null
                : Arrays.stream(offered.split(",", -1))
                        .map(String::strip)
                        .filter(one -> one.startsWith(BEARER_SUBPROTOCOL))
                        .map(one -> one.substring(BEARER_SUBPROTOCOL.length()))
                        .findFirst()
                        .orElse(null);
    }

    private void checkOrigin(RoutingContext context, Protocol protocol) {
        var origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (protocol.equals(classic)
                && origin != null
                && config.origins().isPresent()
                && !config.origins().get().contains(origin)) {
            throw Refusal.forbidden("This origin may not connect").refused();
        }
    }

    private static boolean isUpgrade(RoutingContext context) {
        var upgrade = context.request().getHeader(HttpHeaders.UPGRADE);
        return upgrade != null && upgrade.equalsIgnoreCase("websocket");
    }

    private static UUID streamId(RoutingContext context) {
        try {
            return UUID.fromString(context.pathParam("stream"));
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("There is no such stream").refused();
        }
    }

    private void refuse(RoutingContext context, Throwable failure) {
        if (failure instanceof RefusedException refused) {
            rejections.handshake(refused.refusal().code());
            Envelope.send(refused.refusal(), context);
        } else {
            LOG.warn("A handshake failed", failure);
            rejections.handshake("FAILED");
            Envelope.send(Refusal.unavailable("Chat can't be reached right now"), context);
        }
        context.request().resume();
    }

    private void upgrade(RoutingContext context, Protocol protocol, Admission admission) {
        var channel = ((ConnectionBase) context.request().connection()).channel();
        context.request()
                .toWebSocket()
                .onSuccess(socket -> take(channel, protocol, admission))
                .onFailure(failure -> LOG.debugf("A handshake was broken off: %s", failure.toString()));
    }

    /** Rooms ping idle clients themselves; the HTTP server's handler would cost a promise and a listener for every write. */
    private static void dropIdleHandler(Channel channel) {
        var idle = channel.pipeline().context(IdleStateHandler.class);
        if (idle != null) {
            channel.pipeline().remove(idle.name());
        }
    }

    private void take(Channel channel, Protocol protocol, Admission admission) {
        var caller = admission.caller();
        var member = new Connection.Member(
                caller,
                admission.room().roleOf(caller).wireName(),
                usernames.current(caller.userId(), caller.username()),
                admission.marks());
        dropIdleHandler(channel);
        ChannelHandlerContext encoder = channel.pipeline().context(WebSocket13FrameEncoder.class);
        var connection =
                new Connection(channel, encoder == null ? channel : encoder, protocol, member, fanout.closeTimeout());
        var last = channel.pipeline().lastContext().name();
        channel.pipeline()
                .addBefore(
                        last,
                        "chat",
                        new SocketHandler(connection, admission.room().key(), rooms, dispatcher, rejections, config));
        if (channel.isActive()) {
            rooms.enter(admission.room(), connection);
        }
    }
}
