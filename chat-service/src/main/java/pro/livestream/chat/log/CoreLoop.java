package pro.livestream.chat.log;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** The one event loop that owns all state of rooms, so that none of it needs a lock. */
@Singleton
public class CoreLoop {

    private final Vertx vertx;
    private final ContextInternal context;

    public CoreLoop(Vertx vertx) {
        this.vertx = vertx;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
    }

    /**
     * Runs now when already on the loop's thread, else soon and in order. Always with the loop's context: sockets' handlers
     * have none, and what is sent without one is answered on whichever event loop comes next.
     */
    public void execute(Runnable work) {
        if (context.inThread()) {
            context.dispatch(work);
        } else {
            context.nettyEventLoop().execute(() -> context.dispatch(work));
        }
    }

    /** Does something on the loop for somebody elsewhere. */
    public <T> Uni<T> uni(Supplier<Future<T>> work) {
        return Uni.createFrom()
                .emitter(done ->
                        execute(() -> work.get().onSuccess(done::complete).onFailure(done::fail)));
    }

    /** Runs later on the loop. */
    public void after(long delayMs, Runnable work) {
        execute(() -> vertx.setTimer(Math.max(1, delayMs), id -> execute(work)));
    }

    /** Runs again and again on the loop. */
    public void every(long delayMs, Runnable work) {
        execute(() -> vertx.setPeriodic(delayMs, id -> execute(work)));
    }

    Context context() {
        return context;
    }
}
