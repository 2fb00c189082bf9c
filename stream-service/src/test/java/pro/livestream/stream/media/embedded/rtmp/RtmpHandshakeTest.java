package pro.livestream.stream.media.embedded.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtmpHandshakeTest {

    private final RtmpHandshake handshake = new RtmpHandshake();
    private final List<Buffer> sent = new ArrayList<>();

    @Test
    void answers_once_and_hands_on_what_follows() {
        byte[] hello = new byte[1 + 1536 + 1536 + 2];
        hello[0] = 3;
        hello[hello.length - 1] = 9;

        byte[] rest = handshake.feed(hello, sent::add);

        assertThat(handshake.done()).isTrue();
        assertThat(rest).containsExactly(0, 9);
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().length()).isEqualTo(1 + 1536 + 1536);
    }

    @Test
    void refuses_another_protocol_at_its_first_byte() {
        assertThatThrownBy(() -> handshake.feed(
                        "GET / HTTP/1.1".getBytes(java.nio.charset.StandardCharsets.US_ASCII), sent::add))
                .isInstanceOf(RtmpProtocolException.class);
    }
}
