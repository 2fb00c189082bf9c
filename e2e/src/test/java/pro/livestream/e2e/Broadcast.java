package pro.livestream.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A real encoder: FFmpeg pushing a generated picture with sound over RTMP. */
final class Broadcast implements AutoCloseable {
    private static final Pattern FRAMES = Pattern.compile("frame=\\s*(\\d+)");

    private final Process encoder;

    private Broadcast(Process encoder) {
        this.encoder = encoder;
    }

    static Broadcast push(String rtmpUrl, String streamKey) {
        return new Broadcast(start(List.of(
                Suite.ffmpeg(),
                "-nostdin",
                "-loglevel",
                "error",
                "-re",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=640x360:rate=25",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:sample_rate=44100",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-tune",
                "zerolatency",
                "-g",
                "50",
                "-pix_fmt",
                "yuv420p",
                "-b:v",
                "600k",
                "-c:a",
                "aac",
                "-b:a",
                "64k",
                "-f",
                "flv",
                rtmpUrl + "/" + streamKey)));
    }

    boolean isAlive() {
        return encoder.isAlive();
    }

    /** The frames that FFmpeg, as a player, decodes from {@code seconds} of a playlist; video and audio must both decode. */
    static int decodedFrames(String hlsUrl, int seconds) {
        try {
            var log = Files.createTempFile("decode", ".log");
            var decoder = new ProcessBuilder(List.of(
                            Suite.ffmpeg(),
                            "-nostdin",
                            "-hide_banner",
                            "-i",
                            hlsUrl,
                            "-t",
                            String.valueOf(seconds),
                            "-map",
                            "0:v:0",
                            "-map",
                            "0:a:0",
                            "-f",
                            "null",
                            "-"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!decoder.waitFor(45, TimeUnit.SECONDS)) {
                decoder.destroyForcibly();
            }
            var matcher = FRAMES.matcher(Files.readString(log));
            var frames = 0;
            while (matcher.find()) {
                frames = Integer.parseInt(matcher.group(1));
            }
            Files.delete(log);
            return frames;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static Process start(List<String> command) {
        try {
            var log = Files.createDirectories(Path.of("target"))
                    .resolve("encoder.log")
                    .toFile();
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        encoder.destroy();
    }
}
