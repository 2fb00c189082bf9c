package pro.livestream.stream.media.embedded.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RenditionPlaylistTest {

    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    private static List<Segment> run(int run, int count) {
        return LongStream.range(0, count)
                .mapToObj(n -> new Segment(run, n, 2, START.plusSeconds(100L * run + 2 * n)))
                .toList();
    }

    @Test
    void a_second_run_is_a_discontinuity_with_its_own_initialisation() {
        var playlist = new RenditionPlaylist(10, PlaylistCounters.START, 2);

        playlist.add(run(1, 2));
        playlist.add(run(2, 1));

        assertThat(playlist.text(false)).isEqualTo("""
                #EXTM3U
                #EXT-X-VERSION:7
                #EXT-X-TARGETDURATION:2
                #EXT-X-MEDIA-SEQUENCE:0
                #EXT-X-DISCONTINUITY-SEQUENCE:0
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MAP:URI="1-init.mp4"
                #EXT-X-PROGRAM-DATE-TIME:2026-11-22T08:01:40.000Z
                #EXTINF:2.000000,
                1-0.m4s
                #EXT-X-PROGRAM-DATE-TIME:2026-11-22T08:01:42.000Z
                #EXTINF:2.000000,
                1-1.m4s
                #EXT-X-DISCONTINUITY
                #EXT-X-MAP:URI="2-init.mp4"
                #EXT-X-PROGRAM-DATE-TIME:2026-11-22T08:03:20.000Z
                #EXTINF:2.000000,
                2-0.m4s
                """);
    }

    @Test
    void numbers_rise_as_the_window_slides_over_a_discontinuity() {
        var playlist = new RenditionPlaylist(3, PlaylistCounters.START, 2);
        playlist.add(run(1, 3));

        var gone = playlist.add(run(2, 3));

        assertThat(gone).extracting(Segment::run).containsExactly(1, 1, 1);
        assertThat(playlist.text(false))
                .contains("#EXT-X-MEDIA-SEQUENCE:3\n", "#EXT-X-DISCONTINUITY-SEQUENCE:1\n")
                .doesNotContain("#EXT-X-DISCONTINUITY\n");
    }

    @Test
    void a_segment_seen_twice_is_listed_once() {
        var playlist = new RenditionPlaylist(10, PlaylistCounters.START, 2);
        playlist.add(run(1, 2));
        playlist.add(run(1, 3));

        assertThat(playlist.text(false).lines().filter(line -> line.endsWith(".m4s")))
                .containsExactly("1-0.m4s", "1-1.m4s", "1-2.m4s");
    }

    @Test
    void a_successor_goes_on_where_its_predecessor_stopped() {
        var before = new RenditionPlaylist(3, PlaylistCounters.START, 2);
        before.add(run(1, 5));

        var after = new RenditionPlaylist(3, before.after(), 2);
        after.add(run(2, 1));

        assertThat(after.text(true))
                .contains("#EXT-X-MEDIA-SEQUENCE:5\n", "#EXT-X-DISCONTINUITY-SEQUENCE:1\n")
                .endsWith("#EXT-X-ENDLIST\n");
    }
}
