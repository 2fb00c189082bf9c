package pro.livestream.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pro.livestream.platform.tenant.Tenant;

class TenantTurnsTest {
    private final List<Tenant> ready =
            IntStream.range(0, 25).mapToObj(n -> new Tenant("t" + n)).toList();
    private final TenantTurns turns = new TenantTurns();

    @Test
    void looksAtEveryTenantSoonerOrLater() {
        var seen = new HashSet<Tenant>();
        for (var turn = 0; turn < 3; turn++) {
            var next = turns.next(ready);
            assertThat(next).hasSize(10);
            seen.addAll(next);
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(ready);
    }

    @Test
    void looksAtTenantsWithWorkEachTimeUntilTheyRest() {
        var busy = new Tenant("t24");
        turns.wake(busy);

        assertThat(turns.next(ready)).startsWith(busy);
        assertThat(turns.next(ready)).startsWith(busy);
        turns.rest(busy);
        assertThat(turns.isAwake()).isFalse();
    }

    @Test
    void hasNothingToDoWithoutTenants() {
        turns.wake(new Tenant("t1"));

        assertThat(turns.next(List.of())).isEmpty();
        assertThat(turns.isAwake()).isFalse();
    }
}
