package pro.livestream.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where the launcher lies: its classes, the jars beside them, the Java that runs it. */
public record Home(Path classes, Path libraries, Path unpacked, Path java) {

    public static Home find() {
        try {
            var classes = Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var target = classes.resolveSibling("");
            return new Home(
                    classes,
                    target.resolve("lib"),
                    target.resolve("unpacked"),
                    Path.of(System.getProperty("java.home"), "bin", "java"));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The launcher's classes and those of its jars whose file names pass. */
    public String classPath(Predicate<String> wanted) {
        var jars = jars().filter(jar -> wanted.test(jar.getFileName().toString()));
        return String.join(
                System.getProperty("path.separator"),
                Stream.concat(Stream.of(classes), jars).map(Path::toString).toList());
    }

    public Path jar(String namePart) {
        return jars().filter(jar -> jar.getFileName().toString().contains(namePart))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No jar named " + namePart + " in " + libraries));
    }

    private Stream<Path> jars() {
        try (var files = Files.list(libraries)) {
            // GreenMail's jar holds older copies of libraries: it comes last
            return files
                    .filter(file -> file.toString().endsWith(".jar"))
                    .sorted(Comparator.comparing(
                                    (Path file) -> file.getFileName().toString().startsWith("greenmail"))
                            .thenComparing(Path::toString))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
