package pro.livestream.stream.media.embedded.browser;

import io.vertx.core.buffer.Buffer;

/** Numbers of EBML (RFC 8794): their length is told by their first bits. */
final class EbmlNumber {

    static final long UNKNOWN = -1;

    private static final int BYTES_MAX = 8;

    /** What stands there is no number of EBML. */
    static final class NotOne extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotOne() {
            super("no number of EBML", null, false, false);
        }
    }

    private EbmlNumber() {}

    /** In bytes, of what begins there. */
    static int length(Buffer bytes, int at) {
        int length = Integer.numberOfLeadingZeros(bytes.getByte(at) & 0xff) - 23;
        if (length > BYTES_MAX) {
            throw new NotOne();
        }
        return length;
    }

    /** As it stands there, the bits that tell its length included. */
    static long read(Buffer bytes, int at, int length) {
        if (length < 0 || length > BYTES_MAX) {
            throw new NotOne();
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | (bytes.getByte(at + i) & 0xff);
        }
        return value;
    }

    /** Without the bits that tell its length; all ones are a size that is not known. */
    static long size(Buffer bytes, int at, int length) {
        long mark = 1L << (7 * length);
        long value = read(bytes, at, length) & ~mark;
        return value == mark - 1 ? UNKNOWN : value;
    }
}
