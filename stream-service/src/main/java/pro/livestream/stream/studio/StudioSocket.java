package pro.livestream.stream.studio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import pro.livestream.contracts.event.IdentityRevoked;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.Revocations;
import pro.livestream.platform.json.WireJson;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.stream.media.BroadcasterUpgradeCheck;

/** Tells a broadcaster how its stream does, whenever that has changed; numbers are read once for all of a stream's sockets. */
@WebSocket(path = "/ws/streams/{id}/studio")
class StudioSocket {

    private static final Logger LOG = Logger.getLogger(StudioSocket.class);
    private static final ObjectMapper JSON = WireJson.mapper();
    private static final CloseReason REVOKED = new CloseReason(4001, "the session has ended");
    private static final CloseReason TOO_MANY = new CloseReason(1013, "too many studios");
    private static final int SOCKETS_MAX = 2_000;

    private record Watched(Tenant tenant, UUID streamId) {}

    private static final class Studio {
        private final WebSocketConnection connection;
        private final Watched watched;
        private String told = "";
        private boolean busy;

        Studio(WebSocketConnection connection, Watched watched) {
            this.connection = connection;
            this.watched = watched;
        }

        Watched watched() {
            return watched;
        }

        /** One that is slow misses numbers, never makes others wait. */
        Uni<Void> tell(String frame) {
            synchronized (this) {
                if (busy || frame.equals(told)) {
                    return Uni.createFrom().voidItem();
                }
                busy = true;
                told = frame;
            }
            return connection.sendText(frame).onTermination().invoke(this::sent);
        }

        private synchronized void sent() {
            busy = false;
        }
    }

    private final StudioReport report;
    private final Map<String, Studio> open = new ConcurrentHashMap<>();

    StudioSocket(StudioReport report, Revocations revocations) {
        this.report = report;
        revocations.onRevoked(this::revoked);
    }

    @OnOpen
    Uni<Void> opened(WebSocketConnection connection) {
        if (open.size() >= SOCKETS_MAX) {
            return connection.close(TOO_MANY);
        }
        Caller caller = connection.userData().get(BroadcasterUpgradeCheck.CALLER);
        var studio = new Studio(connection, new Watched(caller.tenant(), UUID.fromString(connection.pathParam("id"))));
        open.put(connection.id(), studio);
        return frame(studio.watched()).chain(studio::tell);
    }

    @OnTextMessage
    Uni<Void> text(String text, WebSocketConnection connection) {
        return connection.sendText(
                "{\"type\":\"error\",\"code\":\"UNKNOWN_TYPE\",\"message\":\"Nothing is expected here\"}");
    }

    private Uni<String> frame(Watched watched) {
        return report.of(watched.tenant(), watched.streamId()).map(StudioSocket::write);
    }

    private static String write(StudioView view) {
        try {
            return JSON.writeValueAsString(view);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    @Scheduled(every = "{livestream.studio.tell-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tellAll() {
        var byStream = open.values().stream().collect(Collectors.groupingBy(Studio::watched));
        return Multi.createFrom()
                .iterable(byStream.entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> frame(entry.getKey())
                        .invoke(frame -> entry.getValue()
                                .forEach(studio -> studio.tell(frame)
                                        .subscribe()
                                        .with(ignored -> {}, e -> LOG.debug("a studio is gone", e))))
                        .onFailure()
                        .invoke(e -> LOG.warnf(
                                "studio of %s is not told: %s", entry.getKey().streamId(), e.toString()))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last()
                .replaceWithVoid();
    }

    @OnClose
    void closed(WebSocketConnection connection) {
        open.remove(connection.id());
    }

    @OnError
    Uni<Void> failed(Throwable failure, WebSocketConnection connection) {
        if (connection.isClosed()) {
            return Uni.createFrom().voidItem();
        }
        LOG.errorf(failure, "a studio's socket failed");
        return connection.close(new CloseReason(1011)).onFailure().recoverWithNull();
    }

    private void revoked(IdentityRevoked revoked) {
        for (var studio : open.values()) {
            if (Revocations.concerns(revoked, studio.connection.userData().get(BroadcasterUpgradeCheck.CALLER))) {
                studio.connection.close(REVOKED).subscribe().with(ignored -> {}, e -> LOG.debug("a studio is gone", e));
            }
        }
    }
}
