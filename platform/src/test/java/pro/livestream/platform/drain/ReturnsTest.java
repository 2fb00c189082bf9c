package pro.livestream.platform.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReturnsTest {
    @ParameterizedTest
    @CsvSource({"0, 100", "20, 100", "2000, 2000", "30000, 5000"})
    void fewComeBackAtOnceAndManyOverTime(int clients, long millis) {
        assertThat(Returns.spread(clients, Duration.ofSeconds(5))).isEqualTo(Duration.ofMillis(millis));
    }
}
