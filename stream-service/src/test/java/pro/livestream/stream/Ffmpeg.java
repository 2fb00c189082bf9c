package pro.livestream.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
        String output = output(process);
        return output.lines()
                .filter(line -> line.startsWith("frame="))
                .mapToLong(line -> Long.parseLong(line.substring(6).strip()))
                .max()
                .orElseThrow(() -> new AssertionError("nothing decoded:\n" + output));
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
