package pro.livestream.stream.stats;

import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.tenant.Tenant;

/** One open socket: whose, for what, and what it was told last. */
final class StatsListener {

    private final WebSocketConnection connection;
    private final Caller caller;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile @Nullable String stageArn;
    private volatile String told = "";

    StatsListener(WebSocketConnection connection) {
        this.connection = connection;
        this.caller = connection.userData().get(StatsUpgradeCheck.CALLER);
    }

    WebSocketConnection connection() {
        return connection;
    }

    Caller caller() {
        return caller;
    }

    Tenant tenant() {
        return caller.tenant();
    }

    @Nullable String stageArn() {
        return stageArn;
    }

    /** To one stage, or to none in particular. */
    void narrow(@Nullable String newStageArn) {
        stageArn = newStageArn;
        told = "";
    }

    boolean isBusy() {
        return busy.get();
    }

    /** Sends what was not sent last, unless something is on its way. */
    Uni<Void> tell(String frame) {
        if (frame.equals(told) || !busy.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        told = frame;
        return connection.sendText(frame).onTermination().invoke(() -> busy.set(false));
    }
}
