package pro.livestream.local.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which FFmpeg the suite runs: the one named by setting, else the one on the PATH, else the bundled one of 2021. */
final class Ffmpeg {
    private final Optional<Path> installed;
    private final Binaries binaries;

    Ffmpeg(Map<String, String> environment, Binaries binaries) {
        this.installed = installed(environment);
        this.binaries = binaries;
    }

    Path path() {
        return installed.orElseGet(binaries::ffmpegPath);
    }

    void prepare() {
        if (installed.isEmpty()) {
            binaries.ffmpeg();
        }
    }

    private static Optional<Path> installed(Map<String, String> environment) {
        var named = environment.getOrDefault("FFMPEG_PATH", "");
        if (!named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        return Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "ffmpeg"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
