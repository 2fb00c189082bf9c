package pro.livestream.archive.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import pro.livestream.archive.transcode.MediaShape.Picture;
import pro.livestream.archive.transcode.MediaShape.Sound;

class VodPlaylistTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private final HlsPart first = part(0, "00000.m4s", 6);
    private final HlsPart second = part(1, "00000.m4s", 4.5);

    @Test
    void namesFragmentsOfEachPartBehindItsInitSegment() {
        String playlist = VodPlaylist.media(List.of(first, second), List.of(START, START.plusSeconds(60)));

        assertThat(playlist)
                .startsWith("#EXTM3U\n")
                .contains("#EXT-X-TARGETDURATION:6\n")
                .contains("#EXT-X-MAP:URI=\"0/init.mp4\"\n#EXT-X-PROGRAM-DATE-TIME:2026-01-31T12:00:00.000Z\n")
                .contains("#EXTINF:6.000000,\n0/00000.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"1/init.mp4\"\n")
                .endsWith("#EXTINF:4.500000,\n1/00000.m4s\n#EXT-X-ENDLIST\n");
    }

    @Test
    void tellsPlayersCodecsSizeAndRate() {
        var shape = new MediaShape(10, new Picture("h264", 320, 180, 30), new Sound("aac", "LC"));

        String master = VodPlaylist.master(List.of(first), List.of(new Part(Path.of("part-0.mp4"), shape)));

        assertThat(master)
                .contains("CODECS=\"avc1.42c00d,mp4a.40.2\"")
                .contains("RESOLUTION=320x180")
                .contains("AVERAGE-BANDWIDTH=800,")
                .endsWith("\nindex.m3u8\n");
    }

    @Test
    void tellsPartsApartThatCantShareATrack() {
        assertThat(first.init().fits(second.init())).isTrue();
        assertThat(first.init().fits(new InitSegment(new byte[20]))).isFalse();
    }

    @Test
    void readsFragmentsOfFfmpegsPlaylist() {
        assertThat(HlsPart.fragments(
                        "#EXTM3U\n#EXT-X-MAP:URI=\"init.mp4\"\n#EXTINF:6.000000,\n00000.m4s\n#EXT-X-ENDLIST\n"))
                .containsExactly(new HlsPart.Fragment("00000.m4s", 6));
    }

    @Test
    void cutsTheSpriteIntoPicturesOfTenSeconds() {
        assertThat(new SpriteSheet(25, 10).track())
                .startsWith("WEBVTT\n")
                .contains("00:00:10.000 --> 00:00:20.000\nsprite-001.jpg#xywh=160,0,160,90\n")
                .contains("00:00:20.000 --> 00:00:25.000\n");
        assertThat(new SpriteSheet(2000, 10).track()).contains("sprite-002.jpg#xywh=0,0,160,90");
    }

    private static HlsPart part(int number, String name, double durationS) {
        byte[] box = ByteBuffer.allocate(14)
                .putInt(14)
                .put("avcC".getBytes(StandardCharsets.US_ASCII))
                .put(new byte[] {1, 0x42, (byte) 0xc0, 0x0d, (byte) 0xff, (byte) 0xe1})
                .array();
        return new HlsPart(number, new InitSegment(box), List.of(new HlsPart.Fragment(name, durationS)), 1000);
    }
}
