package pro.livestream.stream.media.embedded.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunPlaylistTest {

    @Test
    void reads_segments_as_ffmpeg_writes_them() {
        String text = """
                #EXTM3U
                #EXT-X-VERSION:7
                #EXT-X-TARGETDURATION:2
                #EXT-X-MEDIA-SEQUENCE:7
                #EXT-X-MAP:URI="init_0.mp4"
                #EXTINF:2.000000,
                #EXT-X-PROGRAM-DATE-TIME:2026-11-22T07:12:38.723+0000
                7.m4s
                #EXTINF:1.5
                """;

        assertThat(RunPlaylist.segments(3, text.replace("#EXTINF:1.5\n", "")))
                .containsExactly(new Segment(3, 7, 2.0, Instant.parse("2026-11-22T07:12:38.723Z")));
    }

    @Test
    void reads_the_variants_with_their_attributes() {
        String master = """
                #EXTM3U
                #EXT-X-STREAM-INF:BANDWIDTH=1425600,RESOLUTION=854x480,CODECS="avc1.42c01f,mp4a.40.2"
                480p/index.m3u8

                #EXT-X-STREAM-INF:BANDWIDTH=105600,CODECS="mp4a.40.2"
                audio/index.m3u8
                """;

        assertThat(RunPlaylist.variants(master).keySet()).containsExactly("480p", "audio");
        assertThat(RunPlaylist.variants(master).get("audio")).isEqualTo("BANDWIDTH=105600,CODECS=\"mp4a.40.2\"");
    }
}
