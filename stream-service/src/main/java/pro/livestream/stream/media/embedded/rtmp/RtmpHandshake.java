package pro.livestream.stream.media.embedded.rtmp;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** The plain handshake of RTMP 1.0, section 5.2: C0 C1 in, S0 S1 S2 out, C2 in. */
final class RtmpHandshake {

    private static final int VERSION = 3;
    private static final int BLOCK = 1536;

    private final byte[] gathered = new byte[1 + BLOCK + BLOCK];
    private int filled;
    private boolean answered;

    boolean done() {
        return filled == gathered.length;
    }

    /** What comes after the handshake, empty while it lasts. */
    byte[] feed(byte[] bytes, Consumer<Buffer> out) {
        int taken = Math.min(bytes.length, gathered.length - filled);
        System.arraycopy(bytes, 0, gathered, filled, taken);
        filled += taken;
        if (filled > 0 && gathered[0] != VERSION) {
            throw new RtmpProtocolException("not an RTMP handshake");
        }
        if (!answered && filled >= 1 + BLOCK) {
            answered = true;
            out.accept(answer());
        }
        return Arrays.copyOfRange(bytes, taken, bytes.length);
    }

    private Buffer answer() {
        byte[] random = new byte[BLOCK - 8];
        ThreadLocalRandom.current().nextBytes(random);
        return Buffer.buffer(1 + BLOCK + BLOCK)
                .appendByte((byte) VERSION)
                .appendInt(0)
                .appendInt(0)
                .appendBytes(random)
                .appendBytes(gathered, 1, BLOCK);
    }
}
