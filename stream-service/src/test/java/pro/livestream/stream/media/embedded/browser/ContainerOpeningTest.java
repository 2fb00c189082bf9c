package pro.livestream.stream.media.embedded.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContainerOpeningTest {

    private static Buffer hex(String hex) {
        return Buffer.buffer(java.util.HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static final Buffer WEBM = hex("1A45DFA3 80" + "18538067 01FFFFFFFFFFFFFF"
            + "1654AE6B 94"
            + "AE 8D 838101 E088 B0820500 BA8202D0"
            + "AE 83 838102");

    @Test
    void takes_what_browsers_record_and_nothing_else() {
        assertThat(ContainerOpening.of("video/webm;codecs=vp8,opus")).get().isInstanceOf(MatroskaOpening.class);
        assertThat(ContainerOpening.of("video/mp4;codecs=avc1.64003E,opus"))
                .get()
                .isInstanceOf(FragmentedMp4Opening.class);
        assertThat(ContainerOpening.of("text/html")).isEmpty();
    }

    @Test
    void reads_the_tracks_of_webm() {
        var tracks = new MatroskaOpening().tracks(WEBM);

        assertThat(tracks).contains(new ContainerOpening.Tracks(true, true, 1280, 720));
    }

    @Test
    void survives_noise_after_a_true_beginning() {
        var random = new Random(3);
        for (int round = 0; round < 5_000; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThat(new MatroskaOpening().tracks(hex("1A45DFA3").appendBytes(noise)))
                    .isNotNull();
            assertThat(new FragmentedMp4Opening()
                            .tracks(hex("00000010 66747970").appendBytes(noise)))
                    .isNotNull();
        }
    }
}
