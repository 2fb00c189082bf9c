package pro.livestream.notification.delivery.live;

import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import pro.livestream.platform.identity.Caller;

/** An event stream (SSE); one that reads too slowly is ended, and its client comes back with the last id it saw. */
final class StreamListener implements Listener {
    private final MultiEmitter<? super Told> emitter;
    private final Caller caller;
    private final int waitingMax;
    private final AtomicInteger waiting = new AtomicInteger();

    /** A notification on its way to the client. */
    record Told(UUID notificationId, String json) {}

    StreamListener(MultiEmitter<? super Told> emitter, Caller caller, int waitingMax) {
        this.emitter = emitter;
        this.caller = caller;
        this.waitingMax = waitingMax;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public void tell(UUID notificationId, String json) {
        if (waiting.incrementAndGet() > waitingMax) {
            close(Farewell.TOO_SLOW);
        } else {
            emitter.emit(new Told(notificationId, json));
        }
    }

    /** One has been handed to the connection. */
    void taken() {
        var _ = waiting.decrementAndGet();
    }

    @Override
    public void close(Farewell reason) {
        emitter.complete();
    }
}
