package pro.livestream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository's files, and pages that are written with {@code -Ddocs.write=true} and compared otherwise. */
final class Pages {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of(
            "platform",
            "gateway",
            "chat-service",
            "stream-service",
            "archive-service",
            "payment-service",
            "notification-service");

    private Pages() {}

    static void isAsMade(String page, String made) {
        var file = ROOT.resolve(page);
        try {
            if (Boolean.getBoolean("docs.write")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, made);
            }
            assertThat(Files.readString(file))
                    .as("%s has drifted from the code: mvn -pl docs -am test -Ddocs.write=true", page)
                    .isEqualTo(made);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Java files of the services' main code whose name ends so, by path. */
    static List<Path> sources(String ending) {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve("src/main/java"))
                .flatMap(folder -> files(folder, ending).stream())
                .toList();
    }

    /** The services' properties files. */
    static List<Path> properties() {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve("src/main/resources"))
                .flatMap(folder -> files(folder, ".properties").stream())
                .toList();
    }

    static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The module that a file belongs to. */
    static String module(Path file) {
        return ROOT.relativize(file).getName(0).toString();
    }
}
