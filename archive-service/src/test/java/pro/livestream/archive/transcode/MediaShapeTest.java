package pro.livestream.archive.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pro.livestream.archive.transcode.MediaShape.Picture;
import pro.livestream.archive.transcode.MediaShape.Sound;

class MediaShapeTest {

    @Test
    void readsPictureSoundAndDuration() {
        var shape = MediaShape.read("""
                Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'part.mp4':
                  Duration: 01:02:03.50, start: 0.000000, bitrate: 848 kb/s
                  Stream #0:0(und): Video: h264 (Constrained Baseline) (avc1 / 0x31637661), yuv420p, 320x180 [SAR 1:1 DAR 16:9], 768 kb/s, 30 fps, 30 tbr, 90k tbn, 60 tbc (default)
                  Stream #0:1(und): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, mono, fltp, 73 kb/s (default)
                At least one output file must be specified
                """);

        assertThat(shape.durationS()).isEqualTo(3723.5);
        assertThat(shape.picture()).isEqualTo(new Picture("h264", 320, 180, 30));
        assertThat(shape.sound()).isEqualTo(new Sound("aac", "LC"));
    }

    @Test
    void readsTransportStreamsAndOpus() {
        var shape = MediaShape.read("""
                  Stream #0:0[0x100]: Video: vp8, yuv420p(progressive), 1280x720, SAR 1:1 DAR 16:9, 29.97 fps, 30 tbr
                  Stream #0:1[0x101]: Audio: opus, 48000 Hz, mono, fltp (default)
                """);

        assertThat(shape.picture()).isEqualTo(new Picture("vp8", 1280, 720, 29.97));
        assertThat(shape.sound()).isEqualTo(new Sound("opus", ""));
    }

    @Test
    void isEmptyWhereFfmpegFindsNothing() {
        assertThat(MediaShape.read("[mpegts] Could not detect TS packet size\n").empty())
                .isTrue();
    }
}
