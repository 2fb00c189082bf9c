package pro.livestream.stream.media.embedded.transcode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One run of FFmpeg: from which source, into which folder, to which renditions.
 *
 * @param lean the smallest picture is sent with less
 */
public record TranscodePlan(
        SourceShape source,
        List<Rendition> ladder,
        boolean lean,
        Path folder,
        boolean record,
        Duration segment,
        Duration recordingSegment,
        int threads) {

    public static final String PLAYLIST = "index.m3u8";
    public static final String MASTER = "master.m3u8";
    public static final String RECORDING_LIST = "recording.csv";

    private static final int LEAN_PERCENT = 60;

    public TranscodePlan {
        ladder = List.copyOf(ladder);
    }

    /** The picture that is sent with less; its name and its size stay, so that players go on at its address. */
    public Optional<Rendition> leanRendition() {
        return lean ? ladder.stream().filter(Rendition::video).reduce((larger, smaller) -> smaller) : Optional.empty();
    }

    int videoKbps(Rendition picture) {
        boolean less = leanRendition().filter(picture::equals).isPresent();
        return less ? picture.videoKbps() * LEAN_PERCENT / 100 : picture.videoKbps();
    }

    public Path folderOf(Rendition rendition) {
        return folder.resolve(rendition.name());
    }
}
