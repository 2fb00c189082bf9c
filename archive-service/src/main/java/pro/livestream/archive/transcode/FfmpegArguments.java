package pro.livestream.archive.transcode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pro.livestream.archive.transcode.MediaShape.Picture;

/** The command lines; file names are relative to the folder that FFmpeg runs in. */
final class FfmpegArguments {

    private static final int POSTER_WIDTH_MAX = 1280;

    /** Recorded segments are read as what they are said to be: a text that names other files is refused. */
    private static final List<String> SEGMENTS_ONLY = List.of(
            "-protocol_whitelist",
            "file",
            "-format_whitelist",
            "concat,mpegts,matroska,webm,mov",
            "-f",
            "concat",
            "-safe",
            "1");

    private static final List<String> OUR_FILES = List.of("-protocol_whitelist", "file");

    private FfmpegArguments() {}

    /** Ends with a complaint about the missing output, after it has told what is inside. */
    static List<String> look(String list) {
        return with(SEGMENTS_ONLY, "-i", list);
    }

    static List<String> lookAtOurs(String file) {
        return with(OUR_FILES, "-i", file);
    }

    static List<String> join(String list, MediaShape shape, int threads, String output) {
        var arguments = with(List.of("-loglevel", "warning", "-progress", "pipe:1"));
        arguments.addAll(with(SEGMENTS_ONLY, "-i", list));
        var picture = shape.picture();
        if (picture != null) {
            add(arguments, "-map", "0:v:0");
            arguments.addAll(CodecPolicy.keeps(picture) ? List.of("-c:v", "copy") : encodePicture(threads));
        }
        var sound = shape.sound();
        if (sound != null) {
            add(arguments, "-map", "0:a:0");
            arguments.addAll(CodecPolicy.keeps(sound) ? List.of("-c:a", "copy") : encodeSound());
        }
        add(arguments, "-movflags", "+faststart", "-max_muxing_queue_size", "4096", "-f", "mp4", output);
        return arguments;
    }

    /** Times go on from the parts before, since not every player starts anew at a discontinuity. */
    static List<String> hls(String file, double startS, long segmentSeconds) {
        var arguments = with(List.of("-loglevel", "warning"));
        add(arguments, "-protocol_whitelist", "file", "-i", file, "-map", "0", "-c", "copy");
        add(arguments, "-output_ts_offset", String.format(Locale.ROOT, "%.3f", startS), "-f", "hls");
        add(arguments, "-hls_time", Long.toString(segmentSeconds), "-hls_playlist_type", "vod", "-hls_list_size", "0");
        add(arguments, "-hls_segment_type", "fmp4", "-hls_flags", "independent_segments");
        add(arguments, "-hls_fmp4_init_filename", "init.mp4", "-hls_segment_filename", "%05d.m4s", HlsPart.PLAYLIST);
        return arguments;
    }

    /** Parts with the same codec settings, one after the other. */
    static List<String> append(String list, String output) {
        var arguments = with(List.of("-loglevel", "warning", "-progress", "pipe:1"));
        add(arguments, "-protocol_whitelist", "file", "-f", "concat", "-safe", "1", "-i", list);
        add(arguments, "-map", "0", "-c", "copy", "-movflags", "+faststart", "-f", "mp4", output);
        return arguments;
    }

    /** Parts that differ, brought to the first one's size and rate; black and silence where a part lacks something. */
    static List<String> unite(List<Part> parts, int threads, String output) {
        var arguments = with(List.of("-loglevel", "warning", "-progress", "pipe:1"));
        parts.forEach(part -> add(arguments, "-protocol_whitelist", "file", "-i", part.name()));
        @Nullable Picture first = parts.stream()
                .map(part -> part.shape().picture())
                .filter(picture -> picture != null)
                .findFirst()
                .orElse(null);
        boolean sound = parts.stream().anyMatch(part -> part.shape().sound() != null);
        var graph = new StringBuilder();
        var joined = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            var shape = parts.get(i).shape();
            if (first != null) {
                graph.append(shape.picture() == null ? black(i, first, shape.durationS()) : fitted(i, first));
                joined.append("[v").append(i).append(']');
            }
            if (sound) {
                graph.append(shape.sound() == null ? silence(i, shape.durationS()) : heard(i));
                joined.append("[a").append(i).append(']');
            }
        }
        graph.append(joined)
                .append("concat=n=" + parts.size() + ":v=" + (first == null ? 0 : 1) + ":a=" + (sound ? 1 : 0))
                .append(first == null ? "" : "[v]")
                .append(sound ? "[a]" : "");
        add(arguments, "-filter_complex", graph.toString());
        if (first != null) {
            add(arguments, "-map", "[v]");
            arguments.addAll(encodePicture(threads));
        }
        if (sound) {
            add(arguments, "-map", "[a]");
            arguments.addAll(encodeSound());
        }
        add(arguments, "-movflags", "+faststart", "-f", "mp4", output);
        return arguments;
    }

    private static String fitted(int input, Picture first) {
        String size = first.width() / 2 * 2 + ":" + first.height() / 2 * 2;
        return String.format(
                Locale.ROOT,
                "[%1$d:v:0]scale=%2$s:force_original_aspect_ratio=decrease,pad=%2$s:-1:-1,setsar=1,fps=%3$.3f[v%1$d];",
                input,
                size,
                rate(first));
    }

    private static String black(int input, Picture first, double durationS) {
        return String.format(
                Locale.ROOT,
                "color=black:size=%dx%d:rate=%.3f:duration=%.3f,setsar=1[v%d];",
                first.width() / 2 * 2,
                first.height() / 2 * 2,
                rate(first),
                durationS,
                input);
    }

    private static String heard(int input) {
        return "[" + input + ":a:0]aresample=48000,aformat=channel_layouts=stereo[a" + input + "];";
    }

    private static String silence(int input, double durationS) {
        return String.format(
                Locale.ROOT, "anullsrc=sample_rate=48000:channel_layout=stereo,atrim=0:%.3f[a%d];", durationS, input);
    }

    private static double rate(Picture first) {
        return first.framesPerSecond() >= 1 && first.framesPerSecond() <= 60 ? first.framesPerSecond() : 30;
    }

    static List<String> poster(String file, double atS, String output) {
        return with(
                List.of("-loglevel", "warning", "-ss", String.format(Locale.ROOT, "%.3f", atS)),
                "-protocol_whitelist",
                "file",
                "-i",
                file,
                "-an",
                "-frames:v",
                "1",
                "-vf",
                "scale=w='min(" + POSTER_WIDTH_MAX + ",iw)':h=-2",
                "-q:v",
                "3",
                output);
    }

    /** Only key frames are decoded. */
    static List<String> sprite(String file, SpriteSheet sheet) {
        String size = SpriteSheet.WIDTH + ":" + SpriteSheet.HEIGHT;
        return with(
                List.of("-loglevel", "warning", "-skip_frame", "nokey"),
                "-protocol_whitelist",
                "file",
                "-i",
                file,
                "-an",
                "-vf",
                "fps=1/" + sheet.everyS() + ":round=up,scale=" + size + ":force_original_aspect_ratio=decrease,pad="
                        + size + ":-1:-1,tile=" + SpriteSheet.COLUMNS + "x" + SpriteSheet.ROWS,
                "-q:v",
                "5",
                SpriteSheet.FILES);
    }

    private static List<String> encodePicture(int threads) {
        return List.of(
                "-c:v",
                "libx264",
                "-preset",
                "veryfast",
                "-crf",
                "23",
                "-pix_fmt",
                "yuv420p",
                "-threads:v",
                Integer.toString(threads),
                "-force_key_frames",
                "expr:gte(t,n_forced*2)");
    }

    private static List<String> encodeSound() {
        return List.of("-c:a", "aac", "-b:a", "160k", "-ac", "2", "-ar", "48000");
    }

    private static List<String> with(List<String> start, String... more) {
        var arguments = new ArrayList<>(start);
        add(arguments, more);
        return arguments;
    }

    private static void add(List<String> arguments, String... more) {
        arguments.addAll(List.of(more));
    }

    static String nameOf(Path file) {
        return file.getFileName().toString();
    }
}
