package pro.livestream.platform.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void areOfVersionSevenAndTheUsualVariant() {
        assertThat(Ids.next().version()).isEqualTo(7);
        assertThat(Ids.next().variant()).isEqualTo(2);
    }

    @Test
    void sortByTheirMillisecond() {
        assertThat(Ids.at(1_000).toString()).isLessThan(Ids.at(1_001).toString());
    }

    @Test
    void differWithinAMillisecond() {
        var ids = new HashSet<>(
                IntStream.range(0, 10_000).mapToObj(i -> Ids.at(5)).toList());

        assertThat(ids).hasSize(10_000);
    }
}
