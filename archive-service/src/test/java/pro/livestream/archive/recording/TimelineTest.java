package pro.livestream.archive.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Ten seconds, half a minute of nothing, twenty seconds. */
class TimelineTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final Offset<Double> MILLI = within(0.001);

    private final Timeline gapped = new Timeline(
            List.of(new Timeline.Stretch(START, 0, 10), new Timeline.Stretch(START.plusSeconds(40), 10, 20)));

    @Test
    void placesMomentsOfEachStretch() {
        assertThat(gapped.at(START.plusMillis(2_500))).isCloseTo(2.5, MILLI);
        assertThat(gapped.at(START.plusSeconds(45))).isCloseTo(15, MILLI);
        assertThat(gapped.durationS()).isEqualTo(30);
    }

    @Test
    void placesMomentsOfAGapWhereItIsCutOut() {
        assertThat(gapped.at(START.plusSeconds(25))).isCloseTo(10, MILLI);
    }

    @Test
    void placesMomentsBeforeAndAfterAtTheEnds() {
        assertThat(gapped.at(START.minusSeconds(5))).isZero();
        assertThat(gapped.at(START.plusSeconds(500))).isCloseTo(30, MILLI);
    }

    @Test
    void neverGoesBack() {
        double before = 0;
        for (int second = -5; second < 90; second++) {
            double at = gapped.at(START.plusSeconds(second));
            assertThat(at).isGreaterThanOrEqualTo(before);
            before = at;
        }
    }

    @Test
    void findsTheFirstMomentOfASecond() {
        assertThat(gapped.firstAt(4)).contains(START.plusSeconds(4));
        assertThat(gapped.firstAt(10)).contains(START.plusSeconds(10));
        assertThat(gapped.firstAt(11)).contains(START.plusSeconds(41));
        assertThat(gapped.firstAt(30.1)).isEmpty();
    }

    @Test
    void isEmptyWithoutStretches() {
        var empty = new Timeline(List.of());

        assertThat(empty.durationS()).isZero();
        assertThat(empty.firstAt(0)).isEmpty();
        assertThat(empty.at(START)).isZero();
    }
}
