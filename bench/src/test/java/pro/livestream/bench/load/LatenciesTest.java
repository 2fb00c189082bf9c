package pro.livestream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void quantilesAreRightToABucketsWidth() {
        var latencies = new Latencies();
        for (int micros = 1; micros <= 100_000; micros++) {
            latencies.take(micros);
        }

        assertThat(latencies.total()).isEqualTo(100_000);
        assertThat(latencies.quantileMs(0.5)).isCloseTo(50, within(1.6));
        assertThat(latencies.quantileMs(0.99)).isCloseTo(99, within(3.1));
        assertThat(latencies.quantileMs(1)).isGreaterThanOrEqualTo(100);
    }

    @Test
    void smallOnesAreExactAndNothingHasNoQuantile() {
        var latencies = new Latencies();
        assertThat(latencies.quantileMs(0.99)).isZero();

        latencies.take(7);
        latencies.take(-3);

        assertThat(latencies.quantileMs(1)).isEqualTo(0.007);
        assertThat(latencies.quantileMs(0.5)).isZero();
    }

    @Test
    void minutesStillCount() {
        var latencies = new Latencies();

        latencies.take(120_000_000);

        assertThat(latencies.quantileMs(0.5)).isCloseTo(120_000, within(4_000.0));
    }
}
