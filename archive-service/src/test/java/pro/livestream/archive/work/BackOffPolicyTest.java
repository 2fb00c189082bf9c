package pro.livestream.archive.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffPolicyTest {

    private final BackOffPolicy policy = new BackOffPolicy(Duration.ofSeconds(5), Duration.ofMinutes(10));

    @Test
    void doublesUpToItsBound() {
        assertThat(policy.after(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.after(3)).isEqualTo(Duration.ofSeconds(20));
        assertThat(policy.after(8)).isEqualTo(Duration.ofMinutes(10));
        assertThat(policy.after(1_000_000)).isEqualTo(Duration.ofMinutes(10));
    }
}
