package pro.livestream.stream.media.outside;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import pro.livestream.platform.error.Refusal;

/** Spaces calls out to a number a second: each waits for its turn, and is refused where that would take too long. */
public final class CallRate {

    private final long spacingNanos;
    private final long waitMaxNanos;
    private final LongSupplier clock;
    private long next;

    public CallRate(int perSecond, Duration waitMax) {
        this(perSecond, waitMax, System::nanoTime);
    }

    CallRate(int perSecond, Duration waitMax, LongSupplier nanoClock) {
        this.spacingNanos = Duration.ofSeconds(1).toNanos() / perSecond;
        this.waitMaxNanos = waitMax.toNanos();
        this.clock = nanoClock;
        this.next = nanoClock.getAsLong();
    }

    public <T> Uni<T> call(Supplier<Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            long wait = reserve(waitMaxNanos);
            if (wait < 0) {
                throw Refusal.unavailable("The media server is asked for too much at the moment; try again soon")
                        .refused();
            }
            return wait == 0
                    ? call.get()
                    : Uni.createFrom()
                            .voidItem()
                            .onItem()
                            .delayIt()
                            .by(wholeMillis(wait))
                            .chain(() -> call.get());
        });
    }

    /** Timers know nothing shorter, and refuse it. */
    private static Duration wholeMillis(long nanos) {
        return Duration.ofNanos(nanos).plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    }

    /** True when a call may be made now; for what can as well be asked later. */
    public boolean tryNow() {
        return reserve(0) == 0;
    }

    /** Nanoseconds to wait for the turn taken; negative, and no turn, beyond the bound. */
    private synchronized long reserve(long boundNanos) {
        long now = clock.getAsLong();
        long wait = Math.max(0, next - now);
        if (wait > boundNanos) {
            return -1;
        }
        next = Math.max(next, now) + spacingNanos;
        return wait;
    }
}
