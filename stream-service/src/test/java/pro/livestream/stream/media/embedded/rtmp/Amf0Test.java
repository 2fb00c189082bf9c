package pro.livestream.stream.media.embedded.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Amf0Test {

    @Test
    void reads_what_it_writes() {
        var values = new AmfValue[] {
            new AmfValue.Text("connect"),
            new AmfValue.Num(1),
            new AmfValue.Obj(Map.of("app", new AmfValue.Text("live"), "video", new AmfValue.Bool(true))),
            new AmfValue.Items(List.of(new AmfValue.Num(2))),
            new AmfValue.Nothing()
        };

        assertThat(Amf0.read(Amf0.write(values), 0)).containsExactly(values);
    }

    @Test
    void reads_an_ecma_array_as_a_map() {
        byte[] body = {8, 0, 0, 0, 1, 0, 1, 'w', 0, 0x40, (byte) 0x94, 0, 0, 0, 0, 0, 0, 0, 0, 9};

        assertThat(Amf0.read(body, 0)).containsExactly(new AmfValue.Obj(Map.of("w", new AmfValue.Num(1280))));
    }

    @Test
    void refuses_a_text_longer_than_its_message() {
        byte[] body = {12, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 'x'};

        assertThatThrownBy(() -> Amf0.read(body, 0)).isInstanceOf(RtmpProtocolException.class);
    }

    @Test
    void refuses_bottomless_nesting() {
        byte[] body = new byte[400];
        for (int i = 0; i < body.length; i += 4) {
            body[i] = 3;
            body[i + 2] = 1;
            body[i + 3] = 'x';
        }

        assertThatThrownBy(() -> Amf0.read(body, 0)).isInstanceOf(RtmpProtocolException.class);
    }

    @Test
    void answers_noise_with_nothing_but_its_own_refusal() {
        var random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            if (noise.length > 0) {
                noise[0] = (byte) random.nextInt(13);
            }
            try {
                assertThat(Amf0.read(noise, 0)).isNotNull();
            } catch (RtmpProtocolException refused) {
                assertThat(refused).hasMessageStartingWith("AMF0");
            }
        }
    }
}
