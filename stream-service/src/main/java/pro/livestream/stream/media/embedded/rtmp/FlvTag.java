package pro.livestream.stream.media.embedded.rtmp;

import io.vertx.core.buffer.Buffer;

/** One tag of Adobe's FLV format, as RTMP carries it: audio, video or script data at a time in milliseconds. */
public record FlvTag(Kind kind, int timestamp, Buffer data) {

    /** The tag type's number in the file. */
    public enum Kind {
        AUDIO(8),
        VIDEO(9),
        SCRIPT(18);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    private static final int AVC = 7;
    private static final int AAC = 10;
    private static final int MP3 = 2;
    private static final int KEY_FRAME = 1;

    /** Decoder configuration, which every later tag needs. */
    public boolean isConfiguration() {
        return switch (kind) {
            case VIDEO -> codec() == AVC && data.length() > 5 && data.getByte(1) == 0;
            case AUDIO -> codec() == AAC && data.length() > 2 && data.getByte(1) == 0;
            case SCRIPT -> false;
        };
    }

    public boolean isKeyFrame() {
        return kind == Kind.VIDEO
                && data.length() > 1
                && (data.getByte(0) & 0x70) >> 4 == KEY_FRAME
                && !isConfiguration();
    }

    /** H.264 with AAC or MP3; the enhanced format's other codecs have their highest bit set and fail here. */
    public boolean isSupported() {
        return switch (kind) {
            case VIDEO -> data.length() == 0 || codec() == AVC;
            case AUDIO -> data.length() == 0 || codec() == AAC || codec() == MP3;
            case SCRIPT -> true;
        };
    }

    private int codec() {
        if (data.length() == 0) {
            return -1;
        }
        int first = data.getByte(0) & 0xff;
        if (kind == Kind.AUDIO) {
            return first >> 4;
        }
        return (first & 0x80) != 0 ? -1 : first & 0x0f;
    }

    /** Header of a file with these kinds of tags in it. */
    public static Buffer fileHeader(boolean audio, boolean video) {
        int flags = (audio ? 4 : 0) | (video ? 1 : 0);
        return Buffer.buffer(13)
                .appendString("FLV")
                .appendByte((byte) 1)
                .appendByte((byte) flags)
                .appendInt(9)
                .appendInt(0);
    }

    /** The tag as it stands in a file. */
    public Buffer encoded() {
        int length = data.length();
        return Buffer.buffer(length + 15)
                .appendByte((byte) kind.number())
                .appendMedium(length)
                .appendMedium(timestamp & 0xffffff)
                .appendByte((byte) (timestamp >>> 24))
                .appendMedium(0)
                .appendBuffer(data)
                .appendInt(length + 11);
    }
}
