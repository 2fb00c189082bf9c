package pro.livestream.archive.playback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkedTextTest {

    private static final String QUERY = "?expires=1&signature=localhost.a$1";

    @Test
    void handsTheLinkOnToEveryFileOfAPlaylist() {
        assertThat(LinkedText.playlist("#EXTM3U\n#EXT-X-MAP:URI=\"0/init.mp4\"\n#EXTINF:6,\n0/00000.m4s\n", QUERY))
                .isEqualTo(
                        "#EXTM3U\n#EXT-X-MAP:URI=\"0/init.mp4" + QUERY + "\"\n#EXTINF:6,\n0/00000.m4s" + QUERY + "\n");
    }

    @Test
    void handsTheLinkOnToTheSheetsOfATrack() {
        assertThat(LinkedText.track("WEBVTT\n\n00:00:00.000 --> 00:00:10.000\nsprite-001.jpg#xywh=0,0,160,90\n", QUERY))
                .endsWith("\nsprite-001.jpg" + QUERY + "#xywh=0,0,160,90\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../secret", "video.mp4/..", "hls/../video.mp4", "hls/0/part.m3u8", "", "recording/000000.ts"})
    void knowsNoOtherFiles(String name) {
        assertThat(MediaFile.named(name)).isEmpty();
    }

    @Test
    void namesADownloadAfterTheTitle() {
        assertThat(Download.disposition("Jam \"1\"\r\n/ ü", "video.mp4"))
                .isEqualTo("attachment; filename=\"Jam _1____ _.mp4\"; filename*=UTF-8''Jam%20%221%22___%20%C3%BC.mp4");
    }
}
