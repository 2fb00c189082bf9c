package pro.livestream.gateway.route;

import io.vertx.core.buffer.Buffer;

/** Follows a WebSocket's bytes (RFC 6455, section 5.2) in one direction, to know where a frame of one's own may stand. */
final class FrameBoundaries {
    private static final int MASK_LENGTH = 4;
    private static final int LENGTH_IN_TWO_BYTES = 126;
    private static final int LENGTH_IN_EIGHT_BYTES = 127;

    private final byte[] header = new byte[2 + Long.BYTES + MASK_LENGTH];
    private int headerRead;
    private long payloadLeft;

    /**
     * Takes notice of the next bytes.
     *
     * @return the place in them behind the first frame that ends in them, or -1 when none does
     */
    int pass(Buffer bytes) {
        int firstEnd = -1;
        int at = 0;
        int end = bytes.length();
        while (at < end) {
            if (payloadLeft > 0) {
                int skipped = (int) Math.min(payloadLeft, end - at);
                payloadLeft -= skipped;
                at += skipped;
            } else {
                header[headerRead++] = bytes.getByte(at++);
                if (headerRead >= 2 && headerRead == headerLength()) {
                    payloadLeft = payloadLength();
                    headerRead = 0;
                }
            }
            if (firstEnd < 0 && isBetweenFrames()) {
                firstEnd = at;
            }
        }
        return firstEnd;
    }

    /** Whether all frames so far have passed as a whole. */
    boolean isBetweenFrames() {
        return headerRead == 0 && payloadLeft == 0;
    }

    private int headerLength() {
        return 2 + lengthBytes() + ((header[1] & 0x80) == 0 ? 0 : MASK_LENGTH);
    }

    private int lengthBytes() {
        return switch (header[1] & 0x7F) {
            case LENGTH_IN_TWO_BYTES -> Short.BYTES;
            case LENGTH_IN_EIGHT_BYTES -> Long.BYTES;
            default -> 0;
        };
    }

    private long payloadLength() {
        int bytes = lengthBytes();
        if (bytes == 0) {
            return header[1] & 0x7F;
        }
        long length = 0;
        for (int i = 2; i < 2 + bytes; i++) {
            length = length << 8 | (header[i] & 0xFF);
        }
        return length;
    }
}
