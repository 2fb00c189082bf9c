package pro.livestream.stream.media.outside;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stand-in for a media server on a port of its own; every call is kept. */
public abstract class OutsideParty implements AutoCloseable {

    /** What came in. */
    public record Call(String method, String path, JsonObject body, String authorization, long nanos) {}

    private final Vertx vertx = Vertx.vertx();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private int port;
    private volatile int broken;

    protected abstract void answer(HttpServerRequest request, Call call);

    public OutsideParty open() {
        port = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(bytes -> {
                    var body = bytes.length() == 0 ? new JsonObject() : bytes.toJsonObject();
                    var authorization = String.valueOf(request.getHeader("authorization"));
                    var call =
                            new Call(request.method().name(), request.path(), body, authorization, System.nanoTime());
                    calls.add(call);
                    if (broken != 0) {
                        request.response().setStatusCode(broken).end();
                    } else {
                        answer(request, call);
                    }
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        return this;
    }

    /** For the client too: it ends with this. */
    public Vertx vertx() {
        return vertx;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public List<Call> calls() {
        return calls;
    }

    /** From now on it answers with this status, 0 for as it should. */
    public void breakWith(int status) {
        broken = status;
    }

    protected static void json(HttpServerRequest request, int status, Object json) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(json.toString());
    }

    /** A publisher comes for the stream, or the one that was there goes. */
    public abstract void publishes(String streamId, boolean there);

    /** How much it holds for streams. */
    public abstract int things();

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
