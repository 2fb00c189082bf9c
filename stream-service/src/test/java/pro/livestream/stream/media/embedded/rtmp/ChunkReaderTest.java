package pro.livestream.stream.media.embedded.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkReaderTest {

    private final List<RtmpMessage> messages = new ArrayList<>();
    private final ChunkReader reader = new ChunkReader(1_000, messages::add);

    private static Buffer full(int chunkStream, int time, int length, int type) {
        return Buffer.buffer()
                .appendByte((byte) chunkStream)
                .appendMedium(time)
                .appendMedium(length)
                .appendByte((byte) type)
                .appendIntLE(1);
    }

    private static byte[] body(int length) {
        byte[] body = new byte[length];
        for (int i = 0; i < length; i++) {
            body[i] = (byte) i;
        }
        return body;
    }

    @Test
    void puts_chunks_together_however_they_arrive() {
        byte[] body = body(300);
        byte[] wire = full(4, 40, 300, 9)
                .appendBytes(body, 0, 128)
                .appendByte((byte) 0xc4)
                .appendBytes(body, 128, 128)
                .appendByte((byte) 0xc4)
                .appendBytes(body, 256, 44)
                .getBytes();

        for (byte one : wire) {
            reader.feed(new byte[] {one});
        }

        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst().body()).isEqualTo(body);
        assertThat(messages.getFirst().timestamp()).isEqualTo(40);
        assertThat(messages.getFirst().type()).isEqualTo(9);
    }

    @Test
    void keeps_interleaved_chunk_streams_apart() {
        byte[] video = body(200);
        byte[] audio = body(10);

        reader.feed(full(6, 0, 200, 9).appendBytes(video, 0, 128).getBytes());
        reader.feed(full(4, 5, 10, 8).appendBytes(audio).getBytes());
        reader.feed(Buffer.buffer()
                .appendByte((byte) 0xc6)
                .appendBytes(video, 128, 72)
                .getBytes());

        assertThat(messages).extracting(RtmpMessage::type).containsExactly(8, 9);
        assertThat(messages.get(1).body()).isEqualTo(video);
    }

    @Test
    void adds_up_deltas_and_repeats_them_without_a_header() {
        reader.feed(full(4, 1_000, 1, 8).appendByte((byte) 1).getBytes());
        reader.feed(Buffer.buffer()
                .appendByte((byte) 0x84)
                .appendMedium(20)
                .appendByte((byte) 2)
                .appendByte((byte) 0xc4)
                .appendByte((byte) 3)
                .getBytes());

        assertThat(messages).extracting(RtmpMessage::timestamp).containsExactly(1_000, 1_020, 1_040);
    }

    @Test
    void reads_an_extended_timestamp_in_every_chunk_of_its_message() {
        byte[] body = body(200);
        int time = 0x01020304;
        reader.feed(full(4, 0xffffff, 200, 9)
                .appendInt(time)
                .appendBytes(body, 0, 128)
                .appendByte((byte) 0xc4)
                .appendInt(time)
                .appendBytes(body, 128, 72)
                .getBytes());

        assertThat(messages.getFirst().timestamp()).isEqualTo(time);
        assertThat(messages.getFirst().body()).isEqualTo(body);
    }

    @Test
    void takes_an_encoder_that_leaves_the_extended_timestamp_out_of_continuing_chunks() {
        byte[] body = body(200);
        reader.feed(full(4, 0xffffff, 200, 9)
                .appendInt(0x01020304)
                .appendBytes(body, 0, 128)
                .appendByte((byte) 0xc4)
                .appendBytes(body, 128, 72)
                .getBytes());

        assertThat(messages.getFirst().body()).isEqualTo(body);
    }

    @Test
    void refuses_a_message_over_its_bound_before_it_arrives() {
        byte[] claim = full(4, 0, 1_001, 9).getBytes();

        assertThatThrownBy(() -> reader.feed(claim)).isInstanceOf(RtmpProtocolException.class);
    }

    @Test
    void refuses_many_unfinished_messages() {
        assertThatThrownBy(() -> {
                    for (int stream = 3; stream < 10; stream++) {
                        reader.feed(
                                full(stream, 0, 1_000, 9).appendBytes(body(128)).getBytes());
                    }
                })
                .isInstanceOf(RtmpProtocolException.class);
    }

    @Test
    void refuses_a_chunk_stream_that_starts_without_a_header() {
        assertThatThrownBy(() -> reader.feed(new byte[] {(byte) 0xc4, 1})).isInstanceOf(RtmpProtocolException.class);
    }

    @Test
    void survives_noise() {
        var random = new Random(11);
        for (int round = 0; round < 5_000; round++) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            var fresh = new ChunkReader(1_000, messages::add);
            try {
                fresh.feed(noise);
                fresh.feed(Arrays.copyOf(noise, noise.length / 2));
            } catch (RtmpProtocolException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }
}
