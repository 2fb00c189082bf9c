package pro.livestream.stream.media.embedded.rtmp;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts chunks together to messages (RTMP 1.0, section 5.3); every length that the peer claims is bounded before memory is taken. */
final class ChunkReader {

    private static final int CHUNK_STREAMS_MAX = 16;
    private static final int EXTENDED = 0xffffff;

    private final Consumer<RtmpMessage> messages;
    private final Map<Integer, ChunkStream> streams = new HashMap<>();
    private byte[] pending = new byte[4096];
    private int start;
    private int end;
    private int chunkSize = 128;
    private int messageSizeMax;
    private long partialBytes;

    ChunkReader(int messageSizeMax, Consumer<RtmpMessage> messages) {
        this.messageSizeMax = messageSizeMax;
        this.messages = messages;
    }

    void messageSizeMax(int bytes) {
        messageSizeMax = bytes;
    }

    void chunkSize(int bytes) {
        if (bytes < 1) {
            throw new RtmpProtocolException("chunk size below 1");
        }
        chunkSize = bytes;
    }

    void abort(int chunkStream) {
        var stream = streams.get(chunkStream);
        if (stream != null) {
            drop(stream);
        }
    }

    void feed(byte[] bytes) {
        append(bytes);
        while (start < end && readChunk()) {
            // one chunk a round
        }
        if (start == end) {
            start = 0;
            end = 0;
        }
    }

    private void append(byte[] bytes) {
        if (end + bytes.length > pending.length) {
            int held = end - start;
            byte[] target = held + bytes.length > pending.length
                    ? new byte[Math.max(pending.length * 2, held + bytes.length)]
                    : pending;
            System.arraycopy(pending, start, target, 0, held);
            pending = target;
            start = 0;
            end = held;
        }
        System.arraycopy(bytes, 0, pending, end, bytes.length);
        end += bytes.length;
    }

    /** False when the chunk has not arrived whole; then nothing is consumed. */
    private boolean readChunk() {
        int at = start;
        int format = (pending[at] & 0xc0) >> 6;
        int id = pending[at++] & 0x3f;
        if (id == 0) {
            if (end - at < 1) {
                return false;
            }
            id = 64 + (pending[at++] & 0xff);
        } else if (id == 1) {
            if (end - at < 2) {
                return false;
            }
            id = 64 + (pending[at] & 0xff) + ((pending[at + 1] & 0xff) << 8);
            at += 2;
        }
        int headerLength = headerLength(format);
        if (end - at < headerLength) {
            return false;
        }
        ChunkStream stream = streams.get(id);
        if (stream == null) {
            if (format != 0 && format != 1) {
                throw new RtmpProtocolException("chunk stream starts without a header");
            }
            if (streams.size() >= CHUNK_STREAMS_MAX) {
                throw new RtmpProtocolException("too many chunk streams");
            }
            stream = new ChunkStream();
        }
        var header = stream.next(pending, at, format);
        at += headerLength;
        if (header.field == EXTENDED) {
            if (end - at < 4) {
                return false;
            }
            int extended = int32(pending, at);
            // Some encoders leave it out in continuing chunks: there it must repeat what the message began with.
            if (format != 3 || stream.body == null || extended == stream.extended) {
                header = header.extendedBy(extended);
                at += 4;
            } else {
                header = header.extendedBy(stream.extended);
            }
        }
        if (header.length > messageSizeMax) {
            throw new RtmpProtocolException("message of " + header.length + " bytes is too large");
        }
        boolean begins = stream.body == null || format != 3;
        int filled = begins ? 0 : stream.filled;
        int size = Math.min(chunkSize, header.length - filled);
        if (end - at < size) {
            return false;
        }
        streams.put(id, stream);
        if (begins) {
            drop(stream);
            begin(stream, header, format);
        }
        take(stream, at, size);
        start = at + size;
        return true;
    }

    private void begin(ChunkStream stream, Header header, int format) {
        partialBytes += header.length;
        if (partialBytes > 2L * messageSizeMax) {
            throw new RtmpProtocolException("too many unfinished messages");
        }
        stream.begin(header, format);
    }

    private void take(ChunkStream stream, int at, int size) {
        byte[] body = stream.body;
        if (body == null) {
            throw new IllegalStateException("no message was begun");
        }
        System.arraycopy(pending, at, body, stream.filled, size);
        stream.filled += size;
        if (stream.filled == body.length) {
            partialBytes -= body.length;
            stream.body = null;
            messages.accept(new RtmpMessage(stream.type, stream.messageStream, stream.timestamp, body));
        }
    }

    private void drop(ChunkStream stream) {
        byte[] body = stream.body;
        if (body != null) {
            partialBytes -= body.length;
            stream.body = null;
        }
    }

    private static int headerLength(int format) {
        return switch (format) {
            case 0 -> 11;
            case 1 -> 7;
            case 2 -> 3;
            default -> 0;
        };
    }

    private static int int24(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff);
    }

    private static int int32(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24 | int24(bytes, at + 1);
    }

    private static int int32LittleEndian(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }

    /** A chunk's header after filling in what its format left out; {@code field} is the 24-bit time as it stood there. */
    private record Header(int field, int time, int extended, int length, int type, int messageStream) {

        Header extendedBy(int value) {
            return new Header(field, value, value, length, type, messageStream);
        }
    }

    /** What is remembered of one chunk stream between chunks. */
    private static final class ChunkStream {

        private int field;
        private int extended;
        private int delta;
        private int timestamp;
        private int length;
        private int type;
        private int messageStream;
        private byte @Nullable [] body;
        private int filled;

        Header next(byte[] bytes, int at, int format) {
            return switch (format) {
                case 0 ->
                    header(bytes, at, int24(bytes, at + 3), bytes[at + 6] & 0xff, int32LittleEndian(bytes, at + 7));
                case 1 -> header(bytes, at, int24(bytes, at + 3), bytes[at + 6] & 0xff, messageStream);
                case 2 -> header(bytes, at, length, type, messageStream);
                default -> new Header(field, delta, extended, length, type, messageStream);
            };
        }

        private static Header header(byte[] bytes, int at, int length, int type, int messageStream) {
            int time = int24(bytes, at);
            return new Header(time, time, 0, length, type, messageStream);
        }

        void begin(Header header, int format) {
            field = header.field;
            extended = header.extended;
            length = header.length;
            type = header.type;
            messageStream = header.messageStream;
            // A header-less message after a full header moves on by that header's time (5.3.1.2.4).
            delta = header.time;
            timestamp = format == 0 ? header.time : timestamp + header.time;
            body = new byte[length];
            filled = 0;
        }
    }
}
