package pro.livestream.stream.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pro.livestream.stream.media.IngestHealth;
import pro.livestream.stream.viewer.PlaybackQuality;

class AdvicePolicyTest {

    private static IngestHealth ingest(int kbps, double arriving, List<String> missing) {
        return new IngestHealth(
                kbps, arriving, 30.0, 1.0, 0L, 100L, 1280, 720, List.of("480p", "360p", "audio"), missing, null);
    }

    private static List<String> codes(List<Advice> advice) {
        return advice.stream().map(Advice::code).toList();
    }

    @Test
    void has_nothing_to_say_of_a_good_stream_or_of_one_that_is_not_measured() {
        assertThat(AdvicePolicy.advise(ingest(2_500, 29.8, List.of()), new PlaybackQuality(9, 2_400, 0.01, 3, 4_000)))
                .isEmpty();
        assertThat(AdvicePolicy.advise(null, null)).isEmpty();
    }

    @Test
    void tells_what_a_short_upload_carries() {
        var advice = AdvicePolicy.advise(ingest(1_900, 21, List.of()), null);

        assertThat(advice)
                .containsExactly(new Advice("UPLOAD_SHORT", "Your upload is short: 1500 kbps is safe", 1_500));
    }

    @Test
    void tells_what_is_done_for_slow_lines() {
        var lean = new IngestHealth(
                2_500, 30.0, 30.0, 1.0, 0L, 100L, 1280, 720, List.of("480p", "360p"), List.of(), "360p");

        assertThat(codes(AdvicePolicy.advise(lean, new PlaybackQuality(9, null, 0.2, 0, null))))
                .containsExactly("LADDER_LEAN", "VIEWERS_REBUFFER");
    }

    @Test
    void tells_of_too_much_of_a_busy_server_and_of_viewers_that_wait() {
        assertThat(codes(AdvicePolicy.advise(ingest(12_000, 30, List.of("720p")), null)))
                .containsExactly("BITRATE_HIGH", "SERVER_SHORT");
        assertThat(codes(AdvicePolicy.advise(null, new PlaybackQuality(3, null, 0.2, 0, null))))
                .containsExactly("VIEWERS_REBUFFER");
        assertThat(AdvicePolicy.advise(null, new PlaybackQuality(2, null, 0.9, 0, null)))
                .isEmpty();
    }
}
