package pro.livestream.stream.media.embedded.rtmp;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Picture size out of an AVCDecoderConfigurationRecord (ISO/IEC 14496-15) by its first sequence parameter set (H.264, 7.3.2.1.1). */
final class AvcConfiguration {

    record PictureSize(int width, int height) {}

    private final byte[] bits;
    private int position;

    private AvcConfiguration(byte[] bits) {
        this.bits = bits;
    }

    /** Of a video configuration tag; empty when it makes no sense. */
    static Optional<PictureSize> pictureSize(FlvTag tag) {
        Buffer data = tag.data();
        int spsStart = 5 + 8;
        if (data.length() < spsStart + 4 || (data.getByte(5 + 5) & 0x1f) == 0) {
            return Optional.empty();
        }
        int length = data.getUnsignedShort(5 + 6);
        if (length < 4 || spsStart + length > data.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                            new AvcConfiguration(withoutEmulation(data.getBytes(spsStart, spsStart + length))).read())
                    .filter(size -> size.width > 0 && size.width <= 8192 && size.height > 0 && size.height <= 8192);
        } catch (ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static byte[] withoutEmulation(byte[] raw) {
        var clean = Buffer.buffer(raw.length);
        for (int i = 0; i < raw.length; i++) {
            boolean emulation = i >= 2 && raw[i] == 3 && raw[i - 1] == 0 && raw[i - 2] == 0;
            if (!emulation) {
                clean.appendByte(raw[i]);
            }
        }
        return clean.getBytes();
    }

    private PictureSize read() {
        position = 8;
        int profile = number(8);
        number(16);
        exponential();
        int chroma = 1;
        if (profile == 100 || profile == 110 || profile == 122 || profile == 244 || profile == 44) {
            chroma = highProfile();
        }
        exponential();
        int orderType = exponential();
        if (orderType == 0) {
            exponential();
        } else if (orderType == 1) {
            number(1);
            exponential();
            exponential();
            int cycle = exponential();
            for (int i = 0; i < cycle; i++) {
                exponential();
            }
        }
        exponential();
        number(1);
        int widthInBlocks = exponential() + 1;
        int heightInMaps = exponential() + 1;
        int frameOnly = number(1);
        if (frameOnly == 0) {
            number(1);
        }
        number(1);
        int cropX = 0;
        int cropY = 0;
        if (number(1) == 1) {
            cropX = (exponential() + exponential()) * (chroma == 0 || chroma == 3 ? 1 : 2);
            cropY = (exponential() + exponential()) * (chroma == 1 ? 2 : 1) * (2 - frameOnly);
        }
        return new PictureSize(widthInBlocks * 16 - cropX, heightInMaps * 16 * (2 - frameOnly) - cropY);
    }

    private int highProfile() {
        int chroma = exponential();
        if (chroma == 3) {
            number(1);
        }
        exponential();
        exponential();
        number(1);
        if (number(1) == 1) {
            for (int i = 0; i < (chroma == 3 ? 12 : 8); i++) {
                if (number(1) == 1) {
                    skipScalingList(i < 6 ? 16 : 64);
                }
            }
        }
        return chroma;
    }

    private void skipScalingList(int size) {
        int last = 8;
        int next = 8;
        for (int i = 0; i < size; i++) {
            if (next != 0) {
                int coded = exponential();
                int delta = (coded & 1) == 1 ? (coded + 1) / 2 : -(coded / 2);
                next = (last + delta + 256) % 256;
            }
            last = next == 0 ? last : next;
        }
    }

    private int number(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | (bits[position >> 3] >> (7 - (position & 7)) & 1);
            position++;
        }
        return value;
    }

    private int exponential() {
        int zeros = 0;
        while (number(1) == 0) {
            if (++zeros > 31) {
                throw new ArrayIndexOutOfBoundsException("exp-Golomb code without end");
            }
        }
        return (1 << zeros) - 1 + number(zeros);
    }
}
