package pro.livestream.stream.media.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pro.livestream.platform.error.RefusedException;

class CallRateTest {

    private static final Duration LONG = Duration.ofSeconds(5);

    @Test
    void spaces_calls_that_come_at_once() {
        var rate = new CallRate(20, LONG);
        long begun = System.nanoTime();

        Uni.join()
                .all(IntStream.range(0, 11)
                        .mapToObj(i -> rate.call(() -> Uni.createFrom().item(i)))
                        .toList())
                .andFailFast()
                .await()
                .atMost(LONG);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(490));
    }

    @Test
    void lets_who_can_ask_later_only_in_when_nobody_waits_and_forgets_idle_time() {
        var now = new AtomicLong(1_000);
        var rate = new CallRate(5, LONG, now::get);

        assertThat(rate.tryNow()).isTrue();
        assertThat(rate.tryNow()).isFalse();
        now.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(rate.tryNow()).isTrue();
        assertThat(rate.tryNow()).isFalse();
    }

    @Test
    void waits_whole_milliseconds_since_timers_know_nothing_shorter() {
        var now = new AtomicLong();
        var rate = new CallRate(1_000, LONG, now::get);
        rate.call(() -> Uni.createFrom().item(1)).await().atMost(LONG);
        now.addAndGet(999_000);
        long begun = System.nanoTime();

        rate.call(() -> Uni.createFrom().item(2)).await().atMost(LONG);

        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(1_000_000);
    }

    @Test
    void refuses_what_would_wait_too_long_without_taking_a_turn() {
        var rate = new CallRate(1, Duration.ofMillis(500), () -> 0);
        rate.call(() -> Uni.createFrom().item(1)).await().atMost(LONG);
        var second = rate.call(() -> Uni.createFrom().item(2));

        assertThatThrownBy(() -> second.await().atMost(LONG))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().status()).isEqualTo(503));
    }
}
