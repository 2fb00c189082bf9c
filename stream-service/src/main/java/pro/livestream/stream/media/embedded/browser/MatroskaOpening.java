package pro.livestream.stream.media.embedded.browser;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** WebM and Matroska (RFC 9559): EBML header, then a segment whose tracks precede its clusters. */
final class MatroskaOpening implements ContainerOpening {

    private static final int EBML = 0x1A45DFA3;
    private static final int SEGMENT = 0x18538067;
    private static final int CLUSTER = 0x1F43B675;
    private static final int INFO = 0x1549A966;
    private static final int TIMESTAMP_SCALE = 0x2AD7B1;
    private static final int TRACKS = 0x1654AE6B;
    private static final int TRACK_ENTRY = 0xAE;
    private static final int TRACK_NUMBER = 0xD7;
    private static final int TRACK_TYPE = 0x83;
    private static final int VIDEO = 0xE0;
    private static final int PIXEL_WIDTH = 0xB0;
    private static final int PIXEL_HEIGHT = 0xBA;
    private static final int SIZE_MAX = 16_384;

    private static final long SCALE_NANOS = 1_000_000;
    private static final long TYPE_VIDEO = 1;
    private static final long TYPE_AUDIO = 2;

    /** What was found so far; filled by the walk over the elements. */
    private static final class Found {
        private long number;
        private long type;
        private boolean video;
        private boolean audio;
        private long videoTrack;
        private int width;
        private int height;
        private long scaleNanos = SCALE_NANOS;

        private void track() {
            if (type == TYPE_VIDEO && !video) {
                video = true;
                videoTrack = number;
            }
            audio |= type == TYPE_AUDIO;
        }
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
        return find(opening)
                .map(found -> new Tracks(found.video, found.audio, found.width, found.height))
                .filter(tracks -> tracks.video() || tracks.audio());
    }

    @Override
    public Optional<MediaReader> reader(Buffer opening) {
        return find(opening).map(found -> new ClusterReader(found.videoTrack, found.scaleNanos));
    }

    private static Optional<Found> find(Buffer opening) {
        var found = new Found();
        try {
            walk(opening, 0, opening.length(), found);
        } catch (IndexOutOfBoundsException | EbmlNumber.NotOne e) {
            return Optional.empty();
        }
        return Optional.of(found);
    }

    private static void walk(Buffer bytes, int from, int to, Found found) {
        int at = from;
        while (at < to) {
            int idLength = EbmlNumber.length(bytes, at);
            int id = (int) EbmlNumber.read(bytes, at, idLength);
            at += idLength;
            int sizeLength = EbmlNumber.length(bytes, at);
            long size = EbmlNumber.size(bytes, at, sizeLength);
            at += sizeLength;
            int end = size == EbmlNumber.UNKNOWN ? to : (int) Math.min(to, at + size);
            switch (id) {
                case SEGMENT, INFO, TRACKS, VIDEO -> walk(bytes, at, end, found);
                case TRACK_ENTRY -> {
                    walk(bytes, at, end, found);
                    found.track();
                }
                case TIMESTAMP_SCALE -> found.scaleNanos = EbmlNumber.read(bytes, at, (int) size);
                case TRACK_NUMBER -> found.number = EbmlNumber.read(bytes, at, (int) size);
                case TRACK_TYPE -> found.type = EbmlNumber.read(bytes, at, (int) size);
                case PIXEL_WIDTH -> found.width = bounded(EbmlNumber.read(bytes, at, (int) size));
                case PIXEL_HEIGHT -> found.height = bounded(EbmlNumber.read(bytes, at, (int) size));
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
}
