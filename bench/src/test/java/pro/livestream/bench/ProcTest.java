package pro.livestream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcTest {

    @Test
    void readsTicksBehindANameThatHoldsAnything() {
        assertThat(Proc.ticksIn("7 (a) b (c) S 1 7 7 0 -1 4194560 100 0 0 0 250 31 0 0 20 0 1 0 5 0 0"))
                .isEqualTo(281);
    }

    @Test
    void readsResidentMemory() {
        assertThat(Proc.residentIn("Name:\tjava\nVmRSS:\t  2048 kB\nRssAnon:\t 1 kB\n"))
                .isEqualTo(2_097_152);
    }

    @Test
    void countsThisVeryProcess() {
        var pid = ProcessHandle.current().pid();

        assertThat(Proc.cpuSeconds(Map.of("me", pid)).get("me")).isPositive();
        assertThat(Proc.residentBytes(pid)).isGreaterThan(1_000_000);
    }

    @Test
    void replicasBelongToTheirService() {
        assertThat(RunningSuite.isOf("chat-service", "chat-service")).isTrue();
        assertThat(RunningSuite.isOf("chat-service", "chat-service-2")).isTrue();
        assertThat(RunningSuite.isOf("chat-service", "stream-service")).isFalse();
    }
}
