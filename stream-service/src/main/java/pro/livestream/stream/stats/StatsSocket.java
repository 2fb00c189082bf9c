package pro.livestream.stream.stats;

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.IdentityRevoked;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.identity.Revocations;
import pro.livestream.stream.stage.Stages;

/** Pushes the totals, or one stage's numbers, when they have changed; numbers are read once a second for all who listen. */
@WebSocket(path = "/ws/stats")
class StatsSocket {

    private static final Logger LOG = Logger.getLogger(StatsSocket.class);
    private static final CloseReason REVOKED = new CloseReason(4001, "the session has ended");
    private static final CloseReason TOO_MANY = new CloseReason(1013, "too many listeners");

    private final StageStats stats;
    private final Stages stages;
    private final StatsConfig config;
    private final Map<String, StatsListener> open = new ConcurrentHashMap<>();

    StatsSocket(StageStats stats, Stages stages, StatsConfig config, Revocations revocations) {
        this.stats = stats;
        this.stages = stages;
        this.config = config;
        revocations.onRevoked(this::revoked);
    }

    @OnOpen
    Uni<Void> opened(WebSocketConnection connection) {
        if (open.size() >= config.socketsMax()) {
            return connection.close(TOO_MANY);
        }
        var listener = new StatsListener(connection);
        open.put(connection.id(), listener);
        return stats.load(listener.tenant()).chain(load -> tell(listener, load));
    }

    @OnTextMessage
    Uni<Void> text(String text, WebSocketConnection connection) {
        var listener = open.get(connection.id());
        if (listener == null) {
            return Uni.createFrom().voidItem();
        }
        var frame = StatsFrame.read(text);
        if (frame == null || frame.type() == null) {
            return connection.sendText(StatsFrame.error("MALFORMED_FRAME", "A JSON object with a type is expected"));
        }
        return "subscribe".equals(frame.type())
                ? subscribe(listener, frame.stageArn())
                : connection.sendText(StatsFrame.error("UNKNOWN_TYPE", "There is no such frame"));
    }

    private Uni<Void> subscribe(StatsListener listener, @Nullable String stageArn) {
        var exists = stageArn == null
                ? Uni.createFrom().voidItem()
                : stages.get(listener.tenant(), stageArn).replaceWithVoid();
        return exists.invoke(() -> listener.narrow(stageArn))
                .chain(() -> stats.load(listener.tenant()))
                .chain(load -> tell(listener, load))
                .onFailure(RefusedException.class)
                .recoverWithUni(failure -> {
                    var refusal = failure.refusal();
                    return listener.connection().sendText(StatsFrame.error(refusal.code(), refusal.message()));
                });
    }

    @Scheduled(every = "{livestream.stage-stats.tell-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tellAll() {
        var byTenant = open.values().stream().collect(Collectors.groupingBy(StatsListener::tenant));
        return Multi.createFrom()
                .iterable(byTenant.entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> stats.load(entry.getKey())
                        .invoke(load -> entry.getValue().forEach(listener -> push(listener, load)))
                        .onFailure()
                        .invoke(e -> LOG.warnf("stats of %s are not told: %s", entry.getKey(), e.toString()))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** A listener that is slow misses numbers, never makes others wait. */
    private void push(StatsListener listener, StageStats.Load load) {
        if (!listener.isBusy()) {
            tell(listener, load).subscribe().with(ignored -> {}, e -> LOG.debug("a listener to stats is gone", e));
        }
    }

    private Uni<Void> tell(StatsListener listener, StageStats.Load load) {
        return listener.tell(text(listener, load));
    }

    private String text(StatsListener listener, StageStats.Load load) {
        var stageArn = listener.stageArn();
        return stageArn == null
                ? StatsFrame.totals(stats.totals(load))
                : stats.stages(load).stream()
                        .filter(stage -> stage.stageArn().equals(stageArn))
                        .findFirst()
                        .map(StatsFrame::stage)
                        .orElseGet(() -> StatsFrame.deleted(stageArn));
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
        LOG.errorf(failure, "a socket for stats failed");
        return connection
                .sendText(StatsFrame.error("INTERNAL_ERROR", "Something went wrong on our side"))
                .chain(() -> connection.close(new CloseReason(1011)))
                .onFailure()
                .recoverWithNull();
    }

    private void revoked(IdentityRevoked revoked) {
        for (var listener : open.values()) {
            if (Revocations.concerns(revoked, listener.caller())) {
                listener.connection()
                        .close(REVOKED)
                        .subscribe()
                        .with(ignored -> {}, e -> LOG.debug("a listener to stats is gone", e));
            }
        }
    }
}
