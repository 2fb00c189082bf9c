package pro.livestream.archive.transcode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The start of a fragmented MP4: how its codecs are set up. */
final class InitSegment {

    private static final int SIZE_BYTES = 4;
    private static final int NAME_BYTES = 4;

    private final byte[] bytes;

    InitSegment(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** The H.264 setting as players want it in a playlist, such as {@code avc1.64001f}. */
    Optional<String> avcName() {
        return box("avcC").map(box -> "avc1." + HexFormat.of().formatHex(box, 1, 4));
    }

    /** True when samples of the other can follow samples of this one in one track. */
    boolean fits(InitSegment other) {
        return same(box("avcC"), other.box("avcC")) && same(box("esds"), other.box("esds"));
    }

    private static boolean same(Optional<byte[]> one, Optional<byte[]> other) {
        return one.isPresent() == other.isPresent()
                && Arrays.equals(one.orElse(new byte[0]), other.orElse(new byte[0]));
    }

    /** The content of the first box of that name, wherever it is nested. */
    private Optional<byte[]> box(String name) {
        byte[] wanted = name.getBytes(StandardCharsets.US_ASCII);
        for (int at = SIZE_BYTES; at + NAME_BYTES <= bytes.length; at++) {
            if (Arrays.equals(wanted, 0, NAME_BYTES, bytes, at, at + NAME_BYTES)) {
                int size = java.nio.ByteBuffer.wrap(bytes).getInt(at - SIZE_BYTES);
                int from = at + NAME_BYTES;
                int to = at - SIZE_BYTES + size;
                if (size > SIZE_BYTES + NAME_BYTES && to <= bytes.length) {
                    return Optional.of(Arrays.copyOfRange(bytes, from, to));
                }
            }
        }
        return Optional.empty();
    }
}
