package pro.livestream.archive.attachment;

import java.util.Optional;

/**
 * Size of an image in pixels as its head states it, so that one that is too large is never decoded; {@code orientation} as
 * EXIF counts it, 1 for upright.
 */
record ImageHeader(int width, int height, int orientation, boolean animated) {

    private static final int UPRIGHT = 1;
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int WEBP_ANIMATED = 0x02;

    static Optional<ImageHeader> of(FileType type, byte[] bytes) {
        try {
            var header = switch (type) {
                case PNG -> new ImageHeader(big32(bytes, 16), big32(bytes, 20), UPRIGHT, false);
                case GIF -> new ImageHeader(little16(bytes, 6), little16(bytes, 8), UPRIGHT, true);
                case JPEG -> jpeg(bytes);
                case WEBP -> webp(bytes);
                case PDF, ZIP, TEXT -> throw new IllegalArgumentException(type + " is no image");
            };
            return header.width > 0 && header.height > 0 ? Optional.of(header) : Optional.empty();
        } catch (ArrayIndexOutOfBoundsException cutShort) {
            return Optional.empty();
        }
    }

    long pixels() {
        return (long) width * height;
    }

    private static ImageHeader jpeg(byte[] bytes) {
        int orientation = UPRIGHT;
        int at = 2;
        while (true) {
            while ((bytes[at] & 0xFF) == 0xFF && (bytes[at + 1] & 0xFF) == 0xFF) {
                at++;
            }
            int marker = bytes[at + 1] & 0xFF;
            int length = big16(bytes, at + 2);
            if ((bytes[at] & 0xFF) != 0xFF || length < 2 || marker == 0xDA) {
                return new ImageHeader(0, 0, orientation, false);
            }
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                return new ImageHeader(big16(bytes, at + 7), big16(bytes, at + 5), orientation, false);
            }
            if (marker == 0xE1 && big32(bytes, at + 4) == 0x45786966) {
                orientation = exif(bytes, at + 10, at + 2 + length);
            }
            at += 2 + length;
        }
    }

    /** The tag in the first directory of the TIFF structure from {@code start} to before {@code end}. */
    private static int exif(byte[] bytes, int start, int end) {
        boolean little = bytes[start] == 'I';
        int directory = start + (little ? little32(bytes, start + 4) : big32(bytes, start + 4));
        if (directory < start || directory + 2 > end) {
            return UPRIGHT;
        }
        int entries = little ? little16(bytes, directory) : big16(bytes, directory);
        for (int i = 0; i < entries && directory + 14 + 12 * i <= end; i++) {
            int entry = directory + 2 + 12 * i;
            int tag = little ? little16(bytes, entry) : big16(bytes, entry);
            if (tag == ORIENTATION_TAG) {
                int value = little ? little16(bytes, entry + 8) : big16(bytes, entry + 8);
                return value >= 1 && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private static ImageHeader webp(byte[] bytes) {
        return switch ((char) bytes[15]) {
            case 'X' ->
                new ImageHeader(
                        little24(bytes, 24) + 1, little24(bytes, 27) + 1, UPRIGHT, (bytes[20] & WEBP_ANIMATED) != 0);
            case 'L' -> {
                int bits = little32(bytes, 21);
                yield new ImageHeader((bits & 0x3FFF) + 1, ((bits >>> 14) & 0x3FFF) + 1, UPRIGHT, false);
            }
            default -> new ImageHeader(little16(bytes, 26) & 0x3FFF, little16(bytes, 28) & 0x3FFF, UPRIGHT, false);
        };
    }

    private static int big16(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }

    private static int big32(byte[] bytes, int at) {
        return (big16(bytes, at) << 16) | big16(bytes, at + 2);
    }

    private static int little16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
    }

    private static int little24(byte[] bytes, int at) {
        return little16(bytes, at) | ((bytes[at + 2] & 0xFF) << 16);
    }

    private static int little32(byte[] bytes, int at) {
        return little16(bytes, at) | (little16(bytes, at + 2) << 16);
    }
}
