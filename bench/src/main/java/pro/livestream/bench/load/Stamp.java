package pro.livestream.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The mark in a text that says when it was sent and which it is: {@code ~ts}, 16 digits of nanoseconds, 8 of its number. */
final class Stamp {
    static final int LENGTH = 3 + 16 + 8;
    private static final byte FIRST = '~';

    private Stamp() {}

    /** A text of exactly so many bytes, but not fewer than the mark has. */
    static byte[] text(long nanos, int number, int length) {
        var text = new byte[Math.max(LENGTH, length)];
        Arrays.fill(text, (byte) 'x');
        text[0] = FIRST;
        text[1] = 't';
        text[2] = 's';
        digits(text, 3, 16, nanos);
        digits(text, 19, 8, number);
        return text;
    }

    static String sample(int length) {
        return new String(text(0, 0, length), StandardCharsets.US_ASCII);
    }

    private static void digits(byte[] into, int at, int count, long value) {
        long rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Where the next mark stands between two places, or -1. */
    static int find(ByteBuf buffer, int from, int to) {
        int at = from;
        while (at + LENGTH <= to) {
            int found = buffer.indexOf(at, to - LENGTH + 1, FIRST);
            if (found < 0) {
                return -1;
            }
            if (isAt(buffer, found)) {
                return found;
            }
            at = found + 1;
        }
        return -1;
    }

    static boolean isAt(ByteBuf buffer, int at) {
        return buffer.getByte(at) == FIRST && buffer.getByte(at + 1) == 't' && buffer.getByte(at + 2) == 's';
    }

    static long nanos(ByteBuf buffer, int at) {
        return number(buffer, at + 3, 16);
    }

    static int number(ByteBuf buffer, int at) {
        return (int) number(buffer, at + 19, 8);
    }

    private static long number(ByteBuf buffer, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value * 10 + (buffer.getByte(i) - '0');
        }
        return value;
    }
}
