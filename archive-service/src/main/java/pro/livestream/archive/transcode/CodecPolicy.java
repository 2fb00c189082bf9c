package pro.livestream.archive.transcode;

import java.util.Set;
import pro.livestream.archive.transcode.MediaShape.Picture;
import pro.livestream.archive.transcode.MediaShape.Sound;

/** What every browser plays in fragmented MP4 stays as it is; all else is encoded anew. */
final class CodecPolicy {

    private static final Set<String> PICTURE_KEPT = Set.of("h264");
    private static final Set<String> SOUND_KEPT = Set.of("aac");

    private CodecPolicy() {}

    static boolean keeps(Picture picture) {
        return PICTURE_KEPT.contains(picture.codec());
    }

    static boolean keeps(Sound sound) {
        return SOUND_KEPT.contains(sound.codec());
    }
}
