package pro.livestream.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplicaTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void leavesAReplicaAloneThatRefusedAndTriesItOnceAfterThePause() {
        var replica = replica(1);

        replica.unreachable(0);

        assertThat(replica.admits(SECOND / 2)).isFalse();
        assertThat(replica.admits(SECOND + 1)).isTrue();
        assertThat(replica.admits(SECOND + 2)).isFalse();
        replica.answered();
        assertThat(replica.admits(SECOND + 3)).isTrue();
    }

    @Test
    void leavesAReplicaAloneThatComesBackBeforeItCanServe() {
        var replica = replica(1);

        replica.unavailable(0);
        assertThat(replica.admits(1)).isTrue();
        replica.unreachable(1);
        assertThat(replica.admits(SECOND + 2)).isTrue();
        replica.unavailable(SECOND + 3);

        assertThat(replica.admits(SECOND + 4)).isFalse();
        assertThat(replica.admits(2 * SECOND + 4)).isTrue();
    }

    @Test
    void leavesAReplicaAloneAfterTooManyTimeoutsInARow() {
        var replica = replica(1);

        replica.timedOut(0);
        replica.answered();
        replica.timedOut(0);
        assertThat(replica.admits(1)).isTrue();
        replica.timedOut(1);

        assertThat(replica.admits(2)).isFalse();
    }

    @Test
    void takesReplicasInTurnAndPassesOverThoseThatAreShut() {
        var clock = new AtomicLong();
        var one = replica(1);
        var two = replica(2);
        var upstream = new Upstream(Service.CHAT, List.of(one, two), clock::get);

        assertThat(upstream.next(List.of())).contains(one);
        assertThat(upstream.next(List.of())).contains(two);
        one.unreachable(clock.get());
        assertThat(upstream.next(List.of())).contains(two);
        assertThat(upstream.next(List.of(two))).isEmpty();
        assertThat(upstream.isShut()).isFalse();
        two.unreachable(clock.get());
        assertThat(upstream.isShut()).isTrue();
        clock.set(2 * SECOND);
        assertThat(upstream.isShut()).isFalse();
    }

    /** Else a node that has come back could not be used by the many who come from one that leaves. */
    @Test
    void whileOneRequestSeesWhetherTheOnlyReplicaIsBackOthersMayTooButNotAfterItRefused() {
        var clock = new AtomicLong();
        var one = replica(1);
        var upstream = new Upstream(Service.CHAT, List.of(one), clock::get);
        one.unreachable(clock.get());
        assertThat(upstream.next(List.of())).isEmpty();

        clock.set(2 * SECOND);

        assertThat(upstream.next(List.of())).contains(one);
        assertThat(upstream.next(List.of())).contains(one);
        one.unreachable(clock.get());
        assertThat(upstream.next(List.of())).isEmpty();
    }

    private static Replica replica(int port) {
        return new Replica(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(1), 2);
    }
}
