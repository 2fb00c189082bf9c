package pro.livestream.stream.media.embedded.browser;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Reads the clusters of WebM and Matroska (RFC 9559) in slices that end anywhere. A stream that it does not understand has no more places to
 * join at, and its time stands still.
 */
final class ClusterReader implements MediaReader {

    private static final int SEGMENT = 0x18538067;
    private static final int CLUSTER = 0x1F43B675;
    private static final int TIMESTAMP = 0xE7;
    private static final int SIMPLE_BLOCK = 0xA3;
    private static final int BLOCK_GROUP = 0xA0;
    private static final int BLOCK = 0xA1;
    private static final int REFERENCE = 0xFB;
    private static final int KEY_FRAME = 0x80;

    /** The longest header of an element, and the part of a block that is read: track, time and flags. */
    private static final int HEADER_BYTES_MAX = 12;

    private static final int BLOCK_HEAD_BYTES = 11;

    private final long videoTrack;
    private final long scaleNanos;
    private Buffer carried = Buffer.buffer();
    private long skipped;
    private long clusterTime;
    private long newest;
    private boolean lost;

    /**
     * @param videoTrack 0 where there is sound only
     * @param scaleNanos what one tick of its timestamps is
     */
    ClusterReader(long videoTrack, long scaleNanos) {
        this.videoTrack = videoTrack;
        this.scaleNanos = scaleNanos;
    }

    @Override
    public long millis() {
        return newest * scaleNanos / 1_000_000;
    }

    @Override
    public Optional<Place> read(Buffer slice) {
        if (lost) {
            return Optional.empty();
        }
        var bytes = carried.length() == 0 ? slice : carried.copy().appendBuffer(slice);
        var walk = new Walk(bytes, carried.length());
        try {
            while (walk.next()) {
                // from element to element
            }
        } catch (EbmlNumber.NotOne e) {
            lost = true;
        }
        carried = walk.rest();
        return walk.place();
    }

    /** Through what has come so far; stops before the first element whose beginning is not whole. */
    private final class Walk {
        private final Buffer bytes;
        private final int carriedBytes;
        private int at;
        private int clusterAt = -1;
        private int found = -1;
        /** A picture whose group has not told yet whether it refers to another. */
        private int candidate = -1;

        private long groupEnd;
        private long foundTime;

        private Walk(Buffer bytes, int carriedBytes) {
            this.bytes = bytes;
            this.carriedBytes = carriedBytes;
        }

        private boolean next() {
            int over = (int) Math.min(skipped, bytes.length() - at);
            at += over;
            skipped -= over;
            if (skipped > 0 || !has(at, 2)) {
                return false;
            }
            int idLength = EbmlNumber.length(bytes, at);
            int sizeAt = at + idLength;
            if (!has(sizeAt, 1)) {
                return false;
            }
            int sizeLength = EbmlNumber.length(bytes, sizeAt);
            int bodyAt = sizeAt + sizeLength;
            if (!has(sizeAt, sizeLength)) {
                return false;
            }
            return element(
                    (int) EbmlNumber.read(bytes, at, idLength), EbmlNumber.size(bytes, sizeAt, sizeLength), bodyAt);
        }

        private boolean element(int id, long size, int bodyAt) {
            switch (id) {
                case SEGMENT -> {
                    at = bodyAt;
                    return true;
                }
                case BLOCK_GROUP -> {
                    groupEnd = bodyAt + size;
                    at = bodyAt;
                    return true;
                }
                case CLUSTER -> {
                    clusterAt = at;
                    at = bodyAt;
                    return true;
                }
                case TIMESTAMP -> {
                    if (!has(bodyAt, size)) {
                        return false;
                    }
                    clusterTime = EbmlNumber.read(bytes, bodyAt, (int) size);
                    newest = Math.max(newest, clusterTime);
                }
                case SIMPLE_BLOCK, BLOCK -> {
                    if (!has(bodyAt, Math.min(size, BLOCK_HEAD_BYTES))) {
                        return false;
                    }
                    block(bodyAt, id == SIMPLE_BLOCK);
                }
                case REFERENCE -> candidate = -1;
                default -> {
                    // of no interest
                }
            }
            if (size == EbmlNumber.UNKNOWN) {
                throw new EbmlNumber.NotOne();
            }
            if (candidate >= 0 && bodyAt + size >= groupEnd) {
                found(candidate);
            }
            at = bodyAt;
            skipped = size;
            return true;
        }

        /** Whether a new reader can begin with the cluster is told by its first picture. */
        private void block(int bodyAt, boolean simple) {
            int trackLength = EbmlNumber.length(bytes, bodyAt);
            long track = EbmlNumber.size(bytes, bodyAt, trackLength);
            newest = Math.max(newest, clusterTime + bytes.getShort(bodyAt + trackLength));
            if (videoTrack != 0 && track != videoTrack) {
                return;
            }
            if (clusterAt >= carriedBytes && !simple) {
                candidate = clusterAt;
            } else if (clusterAt >= carriedBytes && (bytes.getByte(bodyAt + trackLength + 2) & KEY_FRAME) != 0) {
                found(clusterAt);
            }
            clusterAt = -1;
        }

        private void found(int cluster) {
            candidate = -1;
            if (found < 0) {
                found = cluster;
                foundTime = clusterTime;
            }
        }

        private boolean has(int from, long length) {
            return from + length <= bytes.length();
        }

        private Buffer rest() {
            boolean header = bytes.length() - at <= HEADER_BYTES_MAX + BLOCK_HEAD_BYTES;
            return header ? bytes.slice(at, bytes.length()).copy() : Buffer.buffer();
        }

        private Optional<Place> place() {
            return found < 0
                    ? Optional.empty()
                    : Optional.of(new Place(found - carriedBytes, foundTime * scaleNanos / 1_000_000));
        }
    }
}
