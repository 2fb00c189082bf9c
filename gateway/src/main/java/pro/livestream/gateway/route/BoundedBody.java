package pro.livestream.gateway.route;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A request body that breaks off when it grows beyond its bound, whatever its length was said to be. */
final class BoundedBody implements ReadStream<Buffer> {
    private final HttpServerRequest request;
    private final long bytesMax;
    private long bytes;
    private boolean exceeded;
    private @Nullable Handler<Throwable> onFailure;

    BoundedBody(HttpServerRequest request, long bytesMax) {
        this.request = request;
        this.bytesMax = bytesMax;
    }

    boolean isExceeded() {
        return exceeded;
    }

    @Override
    public BoundedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        onFailure = handler;
        request.exceptionHandler(handler);
        return this;
    }

    @Override
    public BoundedBody handler(@Nullable Handler<Buffer> handler) {
        if (handler == null) {
            request.handler(null);
        } else {
            request.handler(chunk -> count(chunk, handler));
        }
        return this;
    }

    private void count(Buffer chunk, Handler<Buffer> handler) {
        if (exceeded) {
            return;
        }
        bytes += chunk.length();
        if (bytes <= bytesMax) {
            handler.handle(chunk);
            return;
        }
        exceeded = true;
        var failed = onFailure;
        if (failed != null) {
            failed.handle(new BodyTooLarge());
        }
    }

    @Override
    public BoundedBody pause() {
        request.pause();
        return this;
    }

    @Override
    public BoundedBody resume() {
        request.resume();
        return this;
    }

    @Override
    public BoundedBody fetch(long amount) {
        request.fetch(amount);
        return this;
    }

    @Override
    public BoundedBody endHandler(@Nullable Handler<Void> handler) {
        request.endHandler(handler);
        return this;
    }

    /** The bound was passed. */
    static final class BodyTooLarge extends RuntimeException {
        BodyTooLarge() {
            super("The body is too large", null, false, false);
        }
    }
}
