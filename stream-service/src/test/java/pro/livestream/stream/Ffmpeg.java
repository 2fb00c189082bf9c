package pro.livestream.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;

/** Real FFmpeg as a broadcaster's encoder and as a viewer's player. */
public final class Ffmpeg {

    private Ffmpeg() {}

    public static String path() {
        return ConfigProvider.getConfig().getValue("livestream.media.embedded.ffmpeg-path", String.class);
    }

    public static Process push(String rtmpUrl, String size, int seconds) {
        return start(List.of(
                "-re",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=" + size + ":rate=30",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440",
                "-t",
                Integer.toString(seconds),
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-tune",
                "zerolatency",
                "-pix_fmt",
                "yuv420p",
                "-g",
                "60",
                "-c:a",
                "aac",
                "-f",
                "flv",
                rtmpUrl));
    }

    /** A short FLV file, as fast as it can; an empty source leaves that kind out. */
    public static void record(Path file, String picture, String sound, String seconds) {
        var arguments = new ArrayList<String>();
        if (!picture.isEmpty()) {
            arguments.addAll(List.of("-f", "lavfi", "-i", picture));
        }
        if (!sound.isEmpty()) {
            arguments.addAll(List.of("-f", "lavfi", "-i", sound));
        }
        arguments.addAll(List.of("-t", seconds, "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"));
        arguments.addAll(List.of("-pix_fmt", "yuv420p", "-g", "30", "-c:a", "aac", "-f", "flv", file.toString()));
        output(start(arguments));
    }

    /** Segments of fragmented MP4 of two seconds with their playlist, as a media server leaves a recording. */
    public static void recordHls(Path folder, int seconds) {
        var arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30"));
        arguments.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440", "-t", Integer.toString(seconds)));
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "60"));
        arguments.addAll(List.of("-c:a", "aac", "-f", "hls", "-hls_time", "2", "-hls_playlist_type", "vod"));
        arguments.addAll(List.of("-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", "init.mp4"));
        arguments.addAll(
                List.of("-hls_segment_filename", folder.resolve("%d.mp4").toString()));
        arguments.add(folder.resolve("playlist.m3u8").toString());
        output(start(arguments));
    }

    /** How many frames of picture files give that follow each other. */
    public static long decodedFrames(List<Path> files) {
        try {
            Path list = Files.createTempFile("files", ".ffconcat");
            Files.write(
                    list,
                    java.util.stream.Stream.concat(
                                    java.util.stream.Stream.of("ffconcat version 1.0"),
                                    files.stream().map(file -> "file '" + file + "'"))
                            .toList());
            String output = output(start(List.of(
                    "-f",
                    "concat",
                    "-safe",
                    "0",
                    "-i",
                    list.toString(),
                    "-map",
                    "0:v:0",
                    "-f",
                    "null",
                    "-progress",
                    "pipe:1",
                    "-")));
            return frames(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long frames(String output) {
        return output.lines()
                .filter(line -> line.startsWith("frame="))
                .mapToLong(line -> Long.parseLong(line.substring(6).strip()))
                .max()
                .orElseThrow(() -> new AssertionError("nothing decoded:\n" + output));
    }

    /** What Chromium's recorder gives, at its speed, on standard output. */
    public static Process recordWebm(String size, int seconds) {
        return start(
                List.of(
                        "-re",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=" + size + ":rate=30",
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=frequency=440",
                        "-t",
                        Integer.toString(seconds),
                        "-c:v",
                        "libvpx",
                        "-deadline",
                        "realtime",
                        "-cpu-used",
                        "8",
                        "-b:v",
                        "1500k",
                        "-g",
                        "60",
                        "-c:a",
                        "libopus",
                        "-f",
                        "webm",
                        "pipe:1"),
                ProcessBuilder.Redirect.DISCARD);
    }

    /** How many frames of picture a player gets out of the playlist within some seconds of media. */
    public static long decodedFrames(String playlistUrl, int seconds) {
        var process = start(List.of(
                "-t",
                Integer.toString(seconds),
                "-i",
                playlistUrl,
                "-map",
                "0:v:0",
                "-map",
                "0:a:0",
                "-f",
                "null",
                "-progress",
                "pipe:1",
                "-"));
        return frames(output(process));
    }

    public static String output(Process process) {
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("FFmpeg does not end:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Process start(List<String> arguments) {
        return start(arguments, ProcessBuilder.Redirect.PIPE);
    }

    private static Process start(List<String> arguments, ProcessBuilder.Redirect errors) {
        var command = new ArrayList<>(List.of(path(), "-hide_banner", "-nostats", "-loglevel", "warning", "-nostdin"));
        command.addAll(arguments);
        try {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(errors.equals(ProcessBuilder.Redirect.PIPE))
                    .redirectError(errors);
            // static builds crash over character sets when they read a transport stream
            builder.environment().putAll(Map.of("GCONV_PATH", "/nonexistent", "LC_ALL", "C"));
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
