package pro.livestream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The repository's files, and pages that are written with {@code -Ddocs.write=true} and compared otherwise. */
final class Repository {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final Path DEPLOY = ROOT.resolve("deploy");
    static final ObjectMapper YAML = new YAMLMapper(new YAMLFactory());
    static final ObjectMapper JSON = new ObjectMapper();
    static final List<String> SERVICES = List.of(
            "gateway", "chat-service", "stream-service", "archive-service", "payment-service", "notification-service");

    private static final Pattern NAME_IN_PAGE = Pattern.compile("\\| `([A-Z][A-Z0-9_]+)` \\|");

    private Repository() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static JsonNode yaml(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Set<String> keys(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Every environment variable that the generated configuration reference explains. */
    static Set<String> documentedNames() {
        var names = new TreeSet<String>();
        NAME_IN_PAGE
                .matcher(read(ROOT.resolve("docs/reference/configuration.md")))
                .results()
                .forEach(match -> names.add(match.group(1)));
        assertThat(names).hasSizeGreaterThan(50);
        return names;
    }

    static void isAsMade(Path file, String made) {
        try {
            if (Boolean.getBoolean("docs.write")) {
                Files.createDirectories(file.resolveSibling("."));
                Files.writeString(file, made);
            }
            assertThat(Files.exists(file) ? Files.readString(file) : "")
                    .as("%s has drifted: mvn -pl deploy/checks test -Ddocs.write=true", ROOT.relativize(file))
                    .isEqualTo(made);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
