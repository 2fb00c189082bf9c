package pro.livestream.stream.media.embedded.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pro.livestream.stream.media.PlaybackSigns;

class LeanLadderTest {

    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
    private static final PlaybackSigns STALLING = new PlaybackSigns(5, 0.06);
    private static final PlaybackSigns SO_SO = new PlaybackSigns(50, 0.03);
    private static final PlaybackSigns WELL = new PlaybackSigns(50, 0.01);

    private final LeanLadder ladder = new LeanLadder(Duration.ofSeconds(60), Duration.ofMinutes(5));
    private Instant now = START;

    /** Whether it is lean after looks, one in ten seconds, over so much time. */
    private boolean after(int seconds, PlaybackSigns told) {
        boolean lean = false;
        for (int i = 0; i <= seconds; i += 10) {
            lean = ladder.decide(told, true, now);
            now = now.plusSeconds(10);
        }
        return lean;
    }

    @Test
    void is_lean_once_viewers_have_stalled_for_a_minute() {
        assertThat(after(50, STALLING)).isFalse();
        assertThat(after(0, STALLING)).isTrue();
    }

    @Test
    void a_break_in_the_stalls_begins_the_minute_anew() {
        after(50, STALLING);
        after(0, SO_SO);

        assertThat(after(50, STALLING)).isFalse();
        assertThat(after(0, STALLING)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"4, 0.9, true", "50, 0.05, true", "50, 0.9, false"})
    void few_viewers_few_stalls_and_an_encoder_that_is_behind_are_no_reason(
            int reports, double ratio, boolean keepsUp) {
        boolean lean = false;
        for (int i = 0; i < 300; i += 10) {
            lean |= ladder.decide(new PlaybackSigns(reports, ratio), keepsUp, START.plusSeconds(i));
        }

        assertThat(lean).isFalse();
    }

    @Test
    void comes_back_after_five_minutes_without_stalls() {
        after(60, STALLING);
        assertThat(after(290, WELL)).isTrue();
        assertThat(after(0, SO_SO)).isTrue();
        assertThat(after(290, WELL)).isTrue();
        assertThat(after(0, WELL)).isFalse();
    }

    @Test
    void comes_back_where_nobody_is_left_to_tell() {
        after(60, STALLING);

        assertThat(after(290, PlaybackSigns.NONE)).isTrue();
        assertThat(after(0, PlaybackSigns.NONE)).isFalse();
    }

    @Test
    void waits_twice_as_long_each_time_that_a_return_goes_wrong() {
        after(60, STALLING);
        for (int minutes : new int[] {5, 10, 20, 40, 40}) {
            assertThat(after(minutes * 60 - 10, WELL)).as("%d minutes", minutes).isTrue();
            assertThat(after(0, WELL)).as("%d minutes", minutes).isFalse();
            assertThat(after(60, STALLING)).isTrue();
        }
    }

    @Test
    void waits_as_at_first_where_a_return_went_well() {
        after(60, STALLING);
        after(300, WELL);
        after(60, STALLING);
        after(600, WELL);
        after(120, WELL);
        after(60, STALLING);

        assertThat(after(290, WELL)).isTrue();
        assertThat(after(0, WELL)).isFalse();
    }
}
