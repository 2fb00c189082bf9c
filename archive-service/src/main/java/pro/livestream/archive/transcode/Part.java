package pro.livestream.archive.transcode;

import java.nio.file.Path;

/** A continuous stretch of the recording as one MP4 file. */
public record Part(Path file, MediaShape shape) {

    String name() {
        return FfmpegArguments.nameOf(file);
    }
}
