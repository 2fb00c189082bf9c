package pro.livestream.gateway.identity;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import pro.livestream.platform.error.Refusal;

/** bcrypt off the event loops, in a pool and a queue of fixed size. */
@ApplicationScoped
class PasswordHashBlockingAdapter {
    private final int cost;
    private final ThreadPoolExecutor pool;
    private final String hashOfNobody;

    PasswordHashBlockingAdapter(IdentityConfig config) {
        this.cost = config.bcryptCost();
        this.pool = new ThreadPoolExecutor(
                config.hashingThreads(),
                config.hashingThreads(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(config.hashingQueueMax()),
                Thread.ofPlatform().name("bcrypt-", 0).daemon().factory());
        this.hashOfNobody = BcryptUtil.bcryptHash("nobody", cost);
    }

    Uni<String> hash(String password) {
        return inPool(() -> BcryptUtil.bcryptHash(password, cost));
    }

    Uni<Boolean> matches(String password, String hash) {
        return inPool(() -> BcryptUtil.matches(password, hash));
    }

    /** Takes as long as a real comparison, so that timing does not tell who exists. */
    Uni<Boolean> matchesNobody(String password) {
        return matches(password, hashOfNobody).map(never -> false);
    }

    private <T> Uni<T> inPool(Supplier<T> work) {
        return Uni.createFrom()
                .item(work)
                .runSubscriptionOn(pool)
                .onFailure(RejectedExecutionException.class)
                .transform(full -> Refusal.unavailable("Too many logins at once; try again soon")
                        .refused());
    }

    @PreDestroy
    void close() {
        pool.shutdownNow();
    }
}
