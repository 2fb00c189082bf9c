package pro.livestream.gateway.route;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A WebSocket that goes through this gateway as the bytes it is; each side slows the other down. When the gateway leaves, the
 * client is told so between two of the service's frames. Everything happens on the context of its making.
 */
final class OpenSocket implements Tunnels.Passenger {
    private static final int QUEUE_BYTES_MAX = 64 * 1024;
    private static final byte CLOSE_FRAME = (byte) 0x88;
    private static final short GOING_AWAY = 1001;
    private static final Duration GOODBYE_WITHIN = Duration.ofSeconds(3);

    private final Context context;
    private final NetSocket client;
    private final NetSocket service;
    private final Tunnels.Place place;
    private final FrameBoundaries told = new FrameBoundaries();
    private Buffer goodbye = Buffer.buffer();
    private boolean goodbyeSaid;

    OpenSocket(Vertx vertx, NetSocket client, NetSocket service, Tunnels.Place place) {
        this.context = vertx.getOrCreateContext();
        this.client = client;
        this.service = service;
        this.place = place;
    }

    void open() {
        client.setWriteQueueMaxSize(QUEUE_BYTES_MAX);
        service.setWriteQueueMaxSize(QUEUE_BYTES_MAX);
        client.pipeTo(service).onComplete(done -> {
            place.give();
            if (done.failed()) {
                close();
            }
        });
        service.exceptionHandler(failure -> close());
        service.endHandler(end -> {
            place.give();
            client.end();
        });
        service.handler(this::tell);
        service.resume();
    }

    private void tell(Buffer bytes) {
        if (goodbyeSaid) {
            return;
        }
        int frameEnd = told.pass(bytes);
        if (goodbye.length() > 0 && frameEnd >= 0) {
            write(bytes.slice(0, frameEnd));
            sayGoodbye();
            return;
        }
        write(bytes);
        if (client.writeQueueFull()) {
            service.pause();
            client.drainHandler(drained -> service.resume());
        }
    }

    private void write(Buffer bytes) {
        var _ = client.write(bytes).onFailure(failure -> close());
    }

    @Override
    public void sayGoodbye(long delayMs) {
        context.runOnContext(now -> {
            goodbye = closeFrame("reconnect_after_ms=" + delayMs);
            context.owner().setTimer(GOODBYE_WITHIN.toMillis(), fired -> close());
            if (!goodbyeSaid && told.isBetweenFrames()) {
                sayGoodbye();
            }
        });
    }

    /** The client's answer reaches the service, which then ends the connection. */
    private void sayGoodbye() {
        goodbyeSaid = true;
        write(goodbye);
        service.resume();
    }

    private static Buffer closeFrame(String reason) {
        var text = reason.getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer()
                .appendByte(CLOSE_FRAME)
                .appendByte((byte) (Short.BYTES + text.length))
                .appendShort(GOING_AWAY)
                .appendBytes(text);
    }

    private void close() {
        place.give();
        client.close();
        service.close();
    }
}
