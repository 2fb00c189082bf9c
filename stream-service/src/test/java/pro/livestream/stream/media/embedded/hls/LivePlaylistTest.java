package pro.livestream.stream.media.embedded.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LivePlaylistTest {

    private final LivePlaylist playlist = new LivePlaylist(5, PlaylistCounters.START, 2);

    @Test
    void keeps_its_variants_over_runs_and_tells_what_each_costs_now() {
        playlist.variants(Map.of("360p", "BANDWIDTH=765600"));
        playlist.add("360p", List.of(new Segment(1, 0, 2, Instant.EPOCH)));

        playlist.variants(Map.of("360p", "BANDWIDTH=501600", "240p", "BANDWIDTH=400400"));
        playlist.variants(Map.of("audio", "BANDWIDTH=105600"));

        assertThat(playlist.master())
                .hasValueSatisfying(master -> assertThat(master)
                        .endsWith("#EXT-X-STREAM-INF:BANDWIDTH=501600\n360p/index.m3u8\n")
                        .doesNotContain("765600", "240p", "audio"));
    }
}
