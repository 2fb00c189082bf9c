package pro.livestream.stream.media.embedded.transcode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One run of FFmpeg: from which source, into which folder, to which renditions. */
public record TranscodePlan(
        SourceShape source,
        List<Rendition> ladder,
        Path folder,
        boolean record,
        Duration segment,
        Duration recordingSegment,
        int threads) {

    public static final String PLAYLIST = "index.m3u8";
    public static final String MASTER = "master.m3u8";
    public static final String RECORDING_LIST = "recording.csv";

    public TranscodePlan {
        ladder = List.copyOf(ladder);
    }

    public Path folderOf(Rendition rendition) {
        return folder.resolve(rendition.name());
    }
}
