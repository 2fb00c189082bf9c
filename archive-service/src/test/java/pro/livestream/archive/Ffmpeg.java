package pro.livestream.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pro.livestream.local.testing.EmbeddedParts;

/** Real FFmpeg, as the recorder's and as a viewer's player. */
final class Ffmpeg {

    private Ffmpeg() {}

    /** Segments of two seconds in the folder and their list, as the recorder has them cut. */
    static void record(Path folder, String size, int seconds, String codecs, String format, String suffix) {
        var arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", "testsrc2=size=" + size + ":rate=30"));
        arguments.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"));
        arguments.addAll(List.of("-t", Integer.toString(seconds)));
        arguments.addAll(List.of(codecs.split(" ", -1)));
        arguments.addAll(List.of("-g", "60", "-f", "segment", "-segment_format", format, "-segment_time", "2"));
        arguments.addAll(List.of("-segment_list", "list.csv", "-segment_list_type", "csv", "%d." + suffix));
        run(folder, arguments);
    }

    /** Fragments of two seconds, a playlist and the opening of them all, as a media server outside has them. */
    static void fragments(Path folder, String size, int seconds) {
        var arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", "testsrc2=size=" + size + ":rate=30"));
        arguments.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"));
        arguments.addAll(List.of("-t", Integer.toString(seconds)));
        arguments.addAll(List.of(Recording.H264.split(" ", -1)));
        arguments.addAll(List.of("-g", "60", "-f", "hls", "-hls_time", "2", "-hls_list_size", "0"));
        arguments.addAll(List.of("-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", "init.mp4"));
        arguments.addAll(List.of("-hls_segment_filename", "%d.m4s", "all.m3u8"));
        run(folder, arguments);
    }

    /** How many pictures a player gets. */
    static long decodedFrames(String url) {
        String output =
                run(Path.of("."), List.of("-i", url, "-map", "0:v:0", "-f", "null", "-progress", "pipe:1", "-"));
        return output.lines()
                .filter(line -> line.startsWith("frame="))
                .mapToLong(line -> Long.parseLong(line.substring(6).strip()))
                .max()
                .orElseThrow(() -> new AssertionError("nothing decoded:\n" + output));
    }

    private static String run(Path folder, List<String> arguments) {
        var command =
                new ArrayList<>(List.of(String.valueOf(EmbeddedParts.settings().get("FFMPEG_PATH"))));
        command.addAll(List.of("-hide_banner", "-nostats", "-loglevel", "warning", "-nostdin", "-y"));
        command.addAll(arguments);
        try {
            var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().putAll(Map.of("GCONV_PATH", "/nonexistent"));
            var process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("FFmpeg failed:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
