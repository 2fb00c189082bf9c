package pro.livestream.platform.health;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** One round trip to a dependency with a short time-out, as a health answer with its {@code latency_ms}. */
public final class DependencyCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private DependencyCheck() {}

    public static Uni<HealthCheckResponse> of(String name, Supplier<? extends Uni<?>> roundTrip) {
        return Uni.createFrom().deferred(() -> {
            var started = System.nanoTime();
            return Uni.createFrom()
                    .deferred(roundTrip::get)
                    .ifNoItem()
                    .after(TIMEOUT)
                    .fail()
                    .map(any -> answer(name, true, started))
                    .onFailure()
                    .recoverWithItem(() -> answer(name, false, started));
        });
    }

    private static HealthCheckResponse answer(String name, boolean up, long started) {
        return HealthCheckResponse.named(name)
                .status(up)
                .withData("latency_ms", (System.nanoTime() - started) / 1_000_000)
                .build();
    }
}
