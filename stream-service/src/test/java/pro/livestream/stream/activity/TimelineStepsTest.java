package pro.livestream.stream.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pro.livestream.platform.error.RefusedException;

class TimelineStepsTest {

    private static final Instant START = Instant.parse("2026-11-27T10:07:30Z");

    @ParameterizedTest
    @CsvSource({"PT10S, 60", "PT8H, 60", "PT8H20M, 60", "PT8H21M, 120", "P10D, 1740"})
    void withoutAStepAtMostAFewHundredAreGiven(Duration length, long stepS) {
        var steps = TimelineSteps.of(START, START.plus(length), null);

        assertThat(steps.stepS()).isEqualTo(stepS);
        assertThat(steps.starts()).hasSizeBetween(1, 502);
    }

    @Test
    void stepsBeginAtMultiplesOfTheirLength() {
        assertThat(TimelineSteps.of(START, START.plus(Duration.ofMinutes(10)), 300L)
                        .starts())
                .containsExactly(
                        Instant.parse("2026-11-27T10:05:00Z"),
                        Instant.parse("2026-11-27T10:10:00Z"),
                        Instant.parse("2026-11-27T10:15:00Z"));
    }

    @Test
    void aStreamThatEndsAsItStartsHasOne() {
        assertThat(TimelineSteps.of(START, START, null).starts())
                .containsExactly(Instant.parse("2026-11-27T10:07:00Z"));
    }

    @Test
    void tooManyStepsAreRefused() {
        assertThat(TimelineSteps.of(START, START.plus(Duration.ofHours(23)), 60L)
                        .starts())
                .hasSize(1_381);
        assertThatThrownBy(() -> TimelineSteps.of(START, START.plus(Duration.ofDays(2)), 60L))
                .isInstanceOf(RefusedException.class);
    }
}
