package pro.livestream.stream.media.embedded.rtmp;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Listens for publishers, with a bound per address and in all. */
public final class RtmpServer {

    private static final Logger LOG = Logger.getLogger(RtmpServer.class);

    private final Vertx vertx;
    private final RtmpDesk desk;
    private final RtmpLimits limits;
    private final NetServer server;
    private final Map<String, Integer> connections = new HashMap<>();
    private int total;

    public RtmpServer(Vertx vertx, RtmpDesk desk, RtmpLimits limits) {
        this.vertx = vertx;
        this.desk = desk;
        this.limits = limits;
        this.server = vertx.createNetServer(new NetServerOptions()
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setReadIdleTimeout((int) limits.readTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
        server.connectHandler(this::connected);
    }

    /** The port that it listens on, which is another than asked for when that was 0. */
    public Uni<Integer> listen(String host, int port) {
        return Uni.createFrom()
                .completionStage(() -> server.listen(port, host).toCompletionStage())
                .map(NetServer::actualPort);
    }

    public Uni<Void> close() {
        return Uni.createFrom().completionStage(() -> server.close().toCompletionStage());
    }

    private void connected(NetSocket socket) {
        String address = socket.remoteAddress().hostAddress();
        if (!enter(address)) {
            LOG.warnf("too many RTMP connections, one of %s refused", address);
            socket.close().onFailure(e -> LOG.debug("closing failed", e));
            return;
        }
        var connection = new RtmpConnection(vertx, socket, desk, limits);
        socket.handler(connection::received);
        socket.exceptionHandler(e -> LOG.debugf("RTMP connection of %s: %s", address, e.getMessage()));
        socket.closeHandler(ignored -> {
            leave(address);
            connection.closed();
        });
    }

    private synchronized boolean enter(String address) {
        int held = connections.getOrDefault(address, 0);
        if (total >= limits.connectionsMax() || held >= limits.connectionsPerAddressMax()) {
            return false;
        }
        total++;
        connections.put(address, held + 1);
        return true;
    }

    private synchronized void leave(String address) {
        total--;
        connections.computeIfPresent(address, (key, held) -> held == 1 ? null : held - 1);
    }
}
