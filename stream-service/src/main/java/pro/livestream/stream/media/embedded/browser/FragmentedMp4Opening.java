package pro.livestream.stream.media.embedded.browser;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Fragmented MP4 (ISO/IEC 14496-12): {@code ftyp} and {@code moov}, then fragments from {@code moof} on. */
final class FragmentedMp4Opening implements ContainerOpening {

    private static final int FTYP = 0x66747970;
    private static final int MOOV = 0x6D6F6F76;
    private static final int MOOF = 0x6D6F6F66;
    private static final int TRAK = 0x7472616B;
    private static final int MDIA = 0x6D646961;
    private static final int TKHD = 0x746B6864;
    private static final int HDLR = 0x68646C72;
    private static final int HANDLER_VIDEO = 0x76696465;
    private static final int HANDLER_AUDIO = 0x736F756E;

    private boolean video;
    private boolean audio;
    private int width;
    private int height;

    @Override
    public boolean startsHere(Buffer slice) {
        return slice.length() >= 8 && slice.getInt(4) == FTYP;
    }

    @Override
    public int mediaStart(Buffer bytes, int from) {
        int mark = Marks.find(bytes, MOOF, from + 4);
        return mark < 0 ? -1 : mark - 4;
    }

    @Override
    public Optional<Tracks> tracks(Buffer opening) {
        try {
            walk(opening, 0, opening.length());
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return video || audio ? Optional.of(new Tracks(video, audio, width, height)) : Optional.empty();
    }

    /** Safari's recorder alone writes MP4: its fragments are not told apart yet. */
    @Override
    public Optional<MediaReader> reader(Buffer opening) {
        return Optional.empty();
    }

    private void walk(Buffer bytes, int from, int to) {
        int at = from;
        while (at + 8 <= to) {
            long size = bytes.getUnsignedInt(at);
            int type = bytes.getInt(at + 4);
            if (size < 8) {
                return;
            }
            int end = (int) Math.min(to, at + size);
            switch (type) {
                case MOOV, TRAK, MDIA -> walk(bytes, at + 8, end);
                case TKHD -> header(bytes, end);
                case HDLR -> {
                    int handler = bytes.getInt(at + 16);
                    video |= handler == HANDLER_VIDEO;
                    audio |= handler == HANDLER_AUDIO;
                }
                default -> {
                    // of no interest
                }
            }
            at = end;
        }
    }

    /** Width and height close the box as 16.16 fixed point; both are 0 for sound. */
    private void header(Buffer bytes, int end) {
        int w = bytes.getUnsignedShort(end - 8);
        int h = bytes.getUnsignedShort(end - 4);
        if (w > 0 && h > 0) {
            width = w;
            height = h;
        }
    }
}
