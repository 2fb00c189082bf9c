package pro.livestream.local.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Which FFmpeg the suite runs: the one named by setting, else the one on the PATH, else the bundled one of 2021. */
final class Ffmpeg {
    private Ffmpeg() {}

    static String path(Map<String, String> environment, Binaries binaries) {
        var named = environment.getOrDefault("FFMPEG_PATH", "");
        if (!named.isBlank()) {
            return named;
        }
        return Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "ffmpeg"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseGet(() -> binaries.ffmpeg().toString());
    }
}
