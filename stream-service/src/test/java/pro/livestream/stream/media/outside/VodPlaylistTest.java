package pro.livestream.stream.media.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pro.livestream.stream.media.RecordingSource.ByteRange;
import pro.livestream.stream.media.RecordingSource.Part;

class VodPlaylistTest {

    @Test
    void reads_what_goes_before_each_segment_and_where_time_lines_break() {
        var segments = VodPlaylist.segments("""
                #EXTM3U
                #EXT-X-VERSION:7
                #EXT-X-TARGETDURATION:6
                #EXT-X-PLAYLIST-TYPE:VOD
                #EXT-X-MAP:URI="init.mp4"
                #EXT-X-PROGRAM-DATE-TIME:2026-11-27T10:00:00.500Z
                #EXTINF:6.000,
                0.mp4
                #EXTINF:2.5
                1.mp4
                #EXT-X-DISCONTINUITY
                #EXT-X-MAP:URI="init2.mp4"
                #EXT-X-PROGRAM-DATE-TIME:2026-11-27T11:00:10.250+0100
                #EXTINF:4.0,a title, with a comma
                2.mp4
                #EXT-X-ENDLIST
                """);

        var init = new Part("init.mp4", null);
        assertThat(segments)
                .containsExactly(
                        new VodPlaylist.Segment(
                                new Part("0.mp4", null),
                                init,
                                6,
                                Optional.of(Instant.parse("2026-11-27T10:00:00.500Z")),
                                false),
                        new VodPlaylist.Segment(new Part("1.mp4", null), init, 2.5, Optional.empty(), false),
                        new VodPlaylist.Segment(
                                new Part("2.mp4", null),
                                new Part("init2.mp4", null),
                                4,
                                Optional.of(Instant.parse("2026-11-27T10:00:10.250Z")),
                                true));
    }

    @Test
    void reads_ranges_of_one_file_that_follow_each_other() {
        var segments = VodPlaylist.segments("""
                #EXTM3U
                #EXT-X-MAP:URI="all.mp4",BYTERANGE="700@0"
                #EXTINF:2,
                #EXT-X-BYTERANGE:1000@700
                all.mp4
                #EXTINF:2,
                #EXT-X-BYTERANGE:500
                all.mp4
                """);

        assertThat(segments)
                .extracting(VodPlaylist.Segment::media)
                .containsExactly(
                        new Part("all.mp4", new ByteRange(700, 1000)), new Part("all.mp4", new ByteRange(1700, 500)));
        assertThat(segments)
                .extracting(VodPlaylist.Segment::init)
                .containsOnly(new Part("all.mp4", new ByteRange(0, 700)));
    }

    @Test
    void leaves_out_what_is_no_segment() {
        assertThat(VodPlaylist.segments("")).isEmpty();
        assertThat(VodPlaylist.segments("#EXTM3U\n0.ts\n#EXTINF:nonsense,\n1.ts\n#EXTINF:4,\n2.ts\n#EXTINF:4,\n"))
                .extracting(segment -> segment.media().address())
                .containsExactly("2.ts");
    }
}
