package pro.livestream.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final Allowance ROOMY = new Allowance(true, 100, 50, Duration.ofSeconds(1));
    private static final Allowance TIGHT = new Allowance(true, 10, 1, Duration.ofSeconds(1));
    private static final Allowance REFUSED = new Allowance(false, 10, 0, Duration.ofSeconds(1));
    private static final Allowance REFUSED_LONGER = new Allowance(false, 10, 0, Duration.ofSeconds(9));

    @Test
    void theStricterOneCountsInEitherOrder() {
        assertThat(ROOMY.stricter(TIGHT)).isEqualTo(TIGHT);
        assertThat(TIGHT.stricter(ROOMY)).isEqualTo(TIGHT);
        assertThat(TIGHT.stricter(REFUSED)).isEqualTo(REFUSED);
        assertThat(REFUSED.stricter(ROOMY)).isEqualTo(REFUSED);
        assertThat(REFUSED.stricter(REFUSED_LONGER)).isEqualTo(REFUSED_LONGER);
        assertThat(REFUSED_LONGER.stricter(REFUSED)).isEqualTo(REFUSED_LONGER);
    }
}
