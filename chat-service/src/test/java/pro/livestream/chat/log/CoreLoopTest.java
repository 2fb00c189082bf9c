package pro.livestream.chat.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoreLoopTest {
    private final Vertx vertx = Vertx.vertx();
    private final CoreLoop loop = new CoreLoop(vertx);

    @AfterEach
    void close() {
        var _ = vertx.close();
    }

    @Test
    void bringsItsContextToAThreadThatIsItsOwnButHasNone() throws Exception {
        var seen = new CompletableFuture<Boolean>();
        var bare = new CompletableFuture<Boolean>();

        ((ContextInternal) loop.context()).nettyEventLoop().execute(() -> {
            bare.complete(Vertx.currentContext() == null);
            loop.execute(() -> seen.complete(loop.context().equals(Vertx.currentContext())));
        });

        assertThat(bare.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(seen.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void isAnsweredOnItsOwnThread() throws Exception {
        var asked = new CompletableFuture<Thread>();
        var answered = new CompletableFuture<Thread>();

        ((ContextInternal) loop.context())
                .nettyEventLoop()
                .execute(() -> loop.execute(() -> {
                    asked.complete(Thread.currentThread());
                    var _ = vertx.executeBlocking(() -> "done")
                            .onComplete(done -> answered.complete(Thread.currentThread()));
                }));

        assertThat(answered.get(10, TimeUnit.SECONDS)).isSameAs(asked.get(10, TimeUnit.SECONDS));
    }
}
