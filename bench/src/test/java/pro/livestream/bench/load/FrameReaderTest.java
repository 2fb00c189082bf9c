package pro.livestream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    private final List<String> seen = new ArrayList<>();

    private final FrameReader.Sink sink = new FrameReader.Sink() {
        @Override
        public void text(ByteBuf buffer, int from, int to) {
            seen.add("text " + buffer.toString(from, to - from, StandardCharsets.UTF_8));
        }

        @Override
        public void ping(ByteBuf buffer, int from, int to) {
            seen.add("ping " + (to - from));
        }

        @Override
        public void close(int code) {
            seen.add("close " + code);
        }
    };

    private static ByteBuf frames() {
        return Unpooled.buffer()
                .writeBytes(new byte[] {(byte) 0x81, 2, 'h', 'i', (byte) 0x89, 0})
                .writeBytes(new byte[] {(byte) 0x81, 126, 0, (byte) 200})
                .writeBytes("y".repeat(200).getBytes(StandardCharsets.UTF_8))
                .writeBytes(new byte[] {(byte) 0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0})
                .writeBytes("z".repeat(65_536).getBytes(StandardCharsets.UTF_8))
                .writeBytes(new byte[] {(byte) 0x88, 2, 3, (byte) 0xF5});
    }

    @Test
    void everyFrameIsFoundInOneBuffer() {
        FrameReader.read(frames(), sink);

        assertThat(seen)
                .containsExactly(
                        "text hi", "ping 0", "text " + "y".repeat(200), "text " + "z".repeat(65_536), "close 1013");
    }

    @Test
    void whereverTheBytesAreCut() {
        var all = frames();
        for (int cut = 0; cut < 300; cut++) {
            seen.clear();
            var in = Unpooled.buffer().writeBytes(all, 0, cut);
            FrameReader.read(in, sink);
            in.writeBytes(all, cut, all.writerIndex() - cut);
            FrameReader.read(in, sink);

            assertThat(seen).hasSize(5).startsWith("text hi").endsWith("close 1013");
            assertThat(in.isReadable()).isFalse();
        }
    }
}
