package pro.livestream.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameBoundariesTest {
    private final FrameBoundaries boundaries = new FrameBoundaries();

    /** An empty one, a short one, two with longer lengths and a masked one. */
    private static List<Buffer> frames() {
        return List.of(
                Buffer.buffer(new byte[] {(byte) 0x89, 0}),
                Buffer.buffer(new byte[] {(byte) 0x81, 3, 1, 2, 3}),
                Buffer.buffer(new byte[] {(byte) 0x82, 126, 1, 44}).appendBytes(new byte[300]),
                Buffer.buffer(new byte[] {(byte) 0x82, 127, 0, 0, 0, 0, 0, 1, 0x11, 0x70})
                        .appendBytes(new byte[70_000]),
                Buffer.buffer(new byte[] {(byte) 0x81, (byte) 0x82, 9, 9, 9, 9, 1, 2}));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 1 << 20})
    void frameBoundariesAreFoundHoweverTheBytesArrive(int chunk) {
        var all = Buffer.buffer();
        var ends = new ArrayList<Integer>();
        for (var frame : frames()) {
            all.appendBuffer(frame);
            ends.add(all.length());
        }

        for (int at = 0; at < all.length(); at += chunk) {
            int end = Math.min(at + chunk, all.length());
            int from = at;
            int first = ends.stream()
                    .filter(frame -> frame > from && frame <= end)
                    .findFirst()
                    .map(frame -> frame - from)
                    .orElse(-1);
            assertThat(boundaries.pass(all.slice(at, end)))
                    .as("the first end after %d bytes", at)
                    .isEqualTo(first);
            assertThat(boundaries.isBetweenFrames()).as("after %d bytes", end).isEqualTo(ends.contains(end));
        }
    }

    @Test
    void beforeTheFirstByteAFrameMayStand() {
        assertThat(boundaries.isBetweenFrames()).isTrue();
    }
}
