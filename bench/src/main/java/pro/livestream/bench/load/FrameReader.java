package pro.livestream.bench.load;

import io.netty.buffer.ByteBuf;

/** Takes WebSocket frames of a server out of what arrives, wherever it was cut. */
final class FrameReader {
    /** What is done with each frame; the buffer is only lent. */
    interface Sink {
        void text(ByteBuf buffer, int from, int to);

        void ping(ByteBuf buffer, int from, int to);

        void close(int code);
    }

    private FrameReader() {}

    /** Hands over every whole frame and leaves the reader index at the first byte of one that is not whole. */
    static void read(ByteBuf in, Sink sink) {
        int at = in.readerIndex();
        int end = in.writerIndex();
        while (end - at >= 2) {
            int length = in.getByte(at + 1) & 0x7F;
            int head = length == 126 ? 4 : length == 127 ? 10 : 2;
            if (end - at < head) {
                break;
            }
            long size = length == 126 ? in.getUnsignedShort(at + 2) : length == 127 ? in.getLong(at + 2) : length;
            if (end - at - head < size) {
                break;
            }
            int from = at + head;
            int to = from + (int) size;
            switch (in.getByte(at) & 0x0F) {
                case 0, 1, 2 -> sink.text(in, from, to);
                case 8 -> sink.close(size >= 2 ? in.getUnsignedShort(from) : 1005);
                case 9 -> sink.ping(in, from, to);
                default -> {}
            }
            at = to;
        }
        in.readerIndex(at);
    }
}
