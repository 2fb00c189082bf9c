package pro.livestream.stream.media.embedded.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TagTimelineTest {

    private final TagTimeline timeline = new TagTimeline();

    private int[] video(int... times) {
        return Arrays.stream(times)
                .map(time -> timeline.steady(new FlvTag(FlvTag.Kind.VIDEO, time, Buffer.buffer()))
                        .timestamp())
                .toArray();
    }

    private int audio(int time) {
        return timeline.steady(new FlvTag(FlvTag.Kind.AUDIO, time, Buffer.buffer()))
                .timestamp();
    }

    @Test
    void leaves_an_ordinary_signal_alone() {
        assertThat(video(10_000, 10_033)).containsExactly(10_000, 10_033);
        assertThat(audio(10_021)).isEqualTo(10_021);
        assertThat(video(10_066)).containsExactly(10_066);
    }

    @Test
    void closes_a_leap_forward_and_goes_on_from_there() {
        assertThat(video(0, 33, 3_600_000, 3_600_033)).containsExactly(0, 33, 66, 99);
    }

    @Test
    void closes_a_leap_backward_for_both_kinds() {
        assertThat(video(3_600_000, 3_600_033, 0, 33)).containsExactly(3_600_000, 3_600_033, 3_600_066, 3_600_099);
        assertThat(audio(40)).isEqualTo(3_600_106);
    }

    @Test
    void never_goes_back_within_a_kind() {
        assertThat(video(100, 90, 133)).containsExactly(100, 100, 133);
    }

    @Test
    void takes_the_wrap_of_the_clock_for_what_it_is() {
        assertThat(video(-20, 13)).containsExactly(-20, 13);
    }
}
