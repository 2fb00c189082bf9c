package pro.livestream.stream.media.embedded.browser;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** WebM and Matroska (RFC 9559): EBML header, then a segment whose tracks precede its clusters. */
final class MatroskaOpening implements ContainerOpening {

    private static final int EBML = 0x1A45DFA3;
    private static final int SEGMENT = 0x18538067;
    private static final int CLUSTER = 0x1F43B675;
    private static final int TRACKS = 0x1654AE6B;
    private static final int TRACK_ENTRY = 0xAE;
    private static final int TRACK_TYPE = 0x83;
    private static final int VIDEO = 0xE0;
    private static final int PIXEL_WIDTH = 0xB0;
    private static final int PIXEL_HEIGHT = 0xBA;
    private static final int SIZE_MAX = 16_384;

    private static final long TYPE_VIDEO = 1;
    private static final long TYPE_AUDIO = 2;

    /** What was found so far; filled by the walk over the elements. */
    private static final class Found {
        private boolean video;
        private boolean audio;
        private int width;
        private int height;
    }

    @Override
    public boolean startsHere(Buffer slice) {
        return slice.length() >= 4 && slice.getInt(0) == EBML;
    }

    @Override
    public int mediaStart(Buffer bytes, int from) {
        return Marks.find(bytes, CLUSTER, from);
    }

    @Override
    public Optional<Tracks> tracks(Buffer opening) {
        var found = new Found();
        try {
            walk(opening, 0, opening.length(), found);
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return found.video || found.audio
                ? Optional.of(new Tracks(found.video, found.audio, found.width, found.height))
                : Optional.empty();
    }

    private static void walk(Buffer bytes, int from, int to, Found found) {
        int at = from;
        while (at < to) {
            int idLength = Integer.numberOfLeadingZeros(bytes.getByte(at) & 0xff) - 23;
            int id = (int) number(bytes, at, idLength);
            at += idLength;
            int sizeLength = Integer.numberOfLeadingZeros(bytes.getByte(at) & 0xff) - 23;
            long size = number(bytes, at, sizeLength) & ~(1L << (7 * sizeLength));
            boolean unknown = size == (1L << (7 * sizeLength)) - 1;
            at += sizeLength;
            int end = unknown ? to : (int) Math.min(to, at + size);
            switch (id) {
                case SEGMENT, TRACKS, TRACK_ENTRY, VIDEO -> walk(bytes, at, end, found);
                case TRACK_TYPE -> {
                    long type = number(bytes, at, (int) size);
                    found.video |= type == TYPE_VIDEO;
                    found.audio |= type == TYPE_AUDIO;
                }
                case PIXEL_WIDTH -> found.width = bounded(number(bytes, at, (int) size));
                case PIXEL_HEIGHT -> found.height = bounded(number(bytes, at, (int) size));
                default -> {
                    // of no interest
                }
            }
            at = end;
        }
    }

    private static int bounded(long pixels) {
        return pixels > 0 && pixels <= SIZE_MAX ? (int) pixels : 0;
    }

    private static long number(Buffer bytes, int at, int length) {
        if (length < 1 || length > 8) {
            throw new IndexOutOfBoundsException("no EBML number");
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | (bytes.getByte(at + i) & 0xff);
        }
        return value;
    }
}
