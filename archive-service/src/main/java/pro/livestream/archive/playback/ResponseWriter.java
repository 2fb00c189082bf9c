package pro.livestream.archive.playback;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Writes bytes to a client as fast as it takes them: one piece is under way, the rest waits at the store. */
final class ResponseWriter implements Subscriber<ByteBuffer> {

    private final Context context;
    private final HttpServerResponse response;
    private @Nullable Subscription source;
    private boolean over;

    ResponseWriter(Context context, HttpServerResponse response) {
        this.context = context;
        this.response = response;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        context.runOnContext(ignored -> {
            source = subscription;
            if (response.closed()) {
                stop();
                return;
            }
            response.closeHandler(closed -> stop());
            response.exceptionHandler(failure -> stop());
            subscription.request(1);
        });
    }

    @Override
    public void onNext(ByteBuffer bytes) {
        var piece = Buffer.buffer(io.netty.buffer.Unpooled.copiedBuffer(bytes).array());
        context.runOnContext(ignored -> {
            if (over) {
                return;
            }
            response.write(piece).onFailure(failure -> stop());
            if (response.writeQueueFull()) {
                response.drainHandler(drained -> more());
            } else {
                more();
            }
        });
    }

    private void more() {
        if (source != null && !over) {
            source.request(1);
        }
    }

    private void stop() {
        if (!over) {
            over = true;
            if (source != null) {
                source.cancel();
            }
        }
    }

    @Override
    public void onComplete() {
        context.runOnContext(ignored -> {
            if (!over) {
                over = true;
                response.end();
            }
        });
    }

    /** The head is out by now: a broken connection is the only way to say that the rest is missing. */
    @Override
    public void onError(Throwable failure) {
        context.runOnContext(ignored -> {
            if (!over) {
                over = true;
                response.reset();
            }
        });
    }
}
