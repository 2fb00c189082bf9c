package pro.livestream.gateway.route;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A service's replicas, taken in turn; those that do not answer are passed over. */
final class Upstream {
    private final Service service;
    private final List<Replica> replicas;
    private final LongSupplier nanoClock;
    private final AtomicInteger turn = new AtomicInteger();

    Upstream(Service service, List<Replica> replicas, LongSupplier nanoClock) {
        this.service = service;
        this.replicas = List.copyOf(replicas);
        this.nanoClock = nanoClock;
    }

    Service service() {
        return service;
    }

    List<Replica> replicas() {
        return replicas;
    }

    boolean isShut() {
        var now = nanoClock.getAsLong();
        return replicas.stream().allMatch(replica -> replica.isShut(now));
    }

    /** The next replica in turn that admits a request and was not tried yet; where none does, one that is just being tried. */
    Optional<Replica> next(List<Replica> tried) {
        var now = nanoClock.getAsLong();
        var first = Math.floorMod(turn.getAndIncrement(), Math.max(1, replicas.size()));
        return inTurn(first, replica -> !tried.contains(replica) && replica.admits(now))
                .or(() -> inTurn(first, replica -> !tried.contains(replica) && replica.isBeingTried()));
    }

    private Optional<Replica> inTurn(int first, Predicate<Replica> suitable) {
        return IntStream.range(0, replicas.size())
                .mapToObj(i -> replicas.get((first + i) % replicas.size()))
                .filter(suitable)
                .findFirst();
    }

    /** The one that is preferred, while it admits requests; else as {@link #next}. */
    Optional<Replica> next(List<Replica> tried, Optional<Replica> preferred) {
        return preferred
                .filter(replica -> replicas.contains(replica) && !tried.contains(replica) && replica.admits(now()))
                .or(() -> next(tried));
    }

    long now() {
        return nanoClock.getAsLong();
    }
}
