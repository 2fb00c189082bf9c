package pro.livestream.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pro.livestream.gateway.testing.LocalServices;
import pro.livestream.local.testing.EmbeddedParts;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(LocalServices.class)
class RateLimitComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    SlidingWindow window;

    @Inject
    RateLimitConfig config;

    @Inject
    Vertx vertx;

    @Test
    void allowsTheLimitAndThenSaysWhenToComeBack() {
        var key = "test:" + UUID.randomUUID();

        var allowances = java.util.stream.IntStream.range(0, 6)
                .mapToObj(i -> take(window, key, 5, 1000))
                .toList();

        assertThat(allowances).map(Allowance::allowed).containsExactly(true, true, true, true, true, false);
        assertThat(allowances).map(Allowance::remaining).containsExactly(4L, 3L, 2L, 1L, 0L, 0L);
        assertThat(allowances.getLast().reset()).isBetween(Duration.ofMillis(1), Duration.ofMillis(1020));
    }

    @Test
    void slides() {
        var key = "test:" + UUID.randomUUID();
        take(window, key, 1, 500);
        assertThat(take(window, key, 1, 500).allowed()).isFalse();

        await().atMost(PATIENCE).until(() -> take(window, key, 1, 500).allowed());
    }

    @Test
    void letsRequestsThroughWhileRedisIsAway() {
        var nowhere = Redis.createClient(
                io.vertx.mutiny.core.Vertx.newInstance(vertx), "redis://127.0.0.1:" + LocalServices.freePort());

        var counted = await(new SlidingWindow(nowhere, config).take("test:x", 1, 1000));

        assertThat(counted).isEmpty();
    }

    private static Allowance take(SlidingWindow window, String key, long limit, long windowMs) {
        return await(window.take(key, limit, windowMs)).orElseThrow();
    }

    private static <T> Optional<T> await(Uni<Optional<T>> uni) {
        return uni.await().atMost(PATIENCE);
    }

    private static org.awaitility.core.ConditionFactory await() {
        return org.awaitility.Awaitility.await();
    }
}
