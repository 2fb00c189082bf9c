package pro.livestream.archive.transcode;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A recorded segment on the local disk, with the length that its recorder measured. */
public record SourceSegment(Path file, double durationS) {

    /** A script for FFmpeg that plays them in order; lengths are given, since files of some kinds tell them wrong. */
    static String script(List<SourceSegment> segments) {
        var text = new StringBuilder("ffconcat version 1.0\n");
        for (SourceSegment segment : segments) {
            text.append("file ").append(FfmpegArguments.nameOf(segment.file())).append('\n');
            text.append(String.format(Locale.ROOT, "duration %.6f%n", segment.durationS()));
        }
        return text.toString();
    }
}
