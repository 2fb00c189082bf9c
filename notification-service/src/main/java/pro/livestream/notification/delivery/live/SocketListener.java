package pro.livestream.notification.delivery.live;

import io.vertx.core.http.ServerWebSocket;
import java.util.UUID;
import pro.livestream.platform.identity.Caller;

/** A WebSocket that gets each notification as a text frame. */
final class SocketListener implements Listener {
    private final ServerWebSocket socket;
    private final Caller caller;

    SocketListener(ServerWebSocket socket, Caller caller) {
        this.socket = socket;
        this.caller = caller;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public void tell(UUID notificationId, String json) {
        if (socket.isClosed()) {
            return;
        }
        if (socket.writeQueueFull()) {
            close(Farewell.TOO_SLOW);
        } else {
            var _ = socket.writeTextMessage(json);
        }
    }

    @Override
    public void close(Farewell reason) {
        if (!socket.isClosed()) {
            var _ = socket.close(reason.code(), reason.text());
        }
    }
}
