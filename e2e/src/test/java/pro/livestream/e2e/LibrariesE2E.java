package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is shipped beside our own code: each library's licence is one that may be, and docs/reference/libraries.md names them all. */
class LibrariesE2E {
    private static final Path PAGE = Path.of("../docs/reference/libraries.md");
    private static final List<String> SERVICES = List.of(
            "gateway", "chat-service", "stream-service", "archive-service", "payment-service", "notification-service");

    /** Those that let the whole be used and passed on under the Apache licence; of several offered one is enough. */
    private static final Set<String> ALLOWED = Set.of(
            "0BSD",
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "CC0-1.0",
            "EPL-1.0",
            "EPL-2.0",
            "ISC",
            "MIT",
            "MIT-0",
            "Public Domain",
            "Unicode-3.0",
            "Unlicense",
            "UPL-1.0");

    /** What authors write in their own words. */
    private static final Map<String, String> OWN_WORDS = Map.of("Go License", "BSD-3-Clause");

    private static final String HEAD = """
            # Libraries that are shipped

            Of the services' images and of the web UI, with their licences; a test reads them from each service's bill of materials \
            (`target/bom.json`, CycloneDX) and from `package-lock.json`, and refuses a licence that is not on its \
            list. Where several are offered, one that is on the list is used.

            What `./livestream up` starts beside the services (PostgreSQL, Redis, Kafka, an S3 store, a mail catcher, FFmpeg) are \
            programs of their own, fetched by the build and in no image but FFmpeg, which stream-service and archive-service run.

            """;

    @Test
    void haveLicencesThatMayBe() throws IOException {
        var services = new TreeMap<String, Set<String>>();
        for (var service : SERVICES) {
            collect(service, services);
        }
        var web = web();

        assertThat(notAllowed(services)).as("of the services").isEmpty();
        assertThat(notAllowed(web)).as("of the web UI").isEmpty();
        var today = HEAD + table("Services", services) + "\n" + table("Web UI", web);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, today);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/reference/libraries.md; -Ddocs.write=true writes it anew")
                .isEqualTo(today);
    }

    private static void collect(String service, Map<String, Set<String>> libraries) throws IOException {
        var bill = Path.of("..", service, "target", "bom.json");
        for (var component : Suite.JSON.readTree(Files.readString(bill)).get("components")) {
            var group = component.path("group").asText();
            boolean ofThisMachine = component.path("name").asText().matches("native-(linux|osx|windows)-.*");
            if (component.path("purl").asText().startsWith("pkg:maven/")
                    && !group.equals("pro.livestream")
                    && !ofThisMachine) {
                libraries
                        .computeIfAbsent(
                                group + ":" + component.get("name").asText() + " "
                                        + component.get("version").asText(),
                                first -> new TreeSet<>())
                        .addAll(licences(component));
            }
        }
    }

    private static List<String> licences(JsonNode component) {
        var found = new ArrayList<String>();
        for (var choice : component.path("licenses")) {
            var licence = choice.has("expression") ? choice.get("expression") : choice.at("/license/id");
            var words = licence.isMissingNode() ? choice.at("/license/name").asText() : licence.asText();
            found.add(OWN_WORDS.getOrDefault(words, words));
        }
        return found;
    }

    private static Map<String, Set<String>> web() throws IOException {
        var lock = Suite.JSON.readTree(
                Files.readString(Path.of("..", "gateway", "src", "main", "webui", "package-lock.json")));
        var libraries = new TreeMap<String, Set<String>>();
        lock.get("packages").properties().forEach(one -> {
            var library = one.getValue();
            if (!one.getKey().isEmpty() && !library.path("dev").asBoolean()) {
                libraries.put(
                        one.getKey().replaceFirst(".*node_modules/", "") + " "
                                + library.get("version").asText(),
                        Set.of(library.path("license").asText()));
            }
        });
        return libraries;
    }

    private static List<String> notAllowed(Map<String, Set<String>> libraries) {
        return libraries.entrySet().stream()
                .filter(one -> one.getValue().stream().noneMatch(ALLOWED::contains))
                .map(one -> one.getKey() + " " + one.getValue())
                .toList();
    }

    private static String table(String name, Map<String, Set<String>> libraries) {
        var text = new StringBuilder("## " + name + "\n\n| library | licence |\n| --- | --- |\n");
        libraries.forEach((library, licences) -> text.append("| `")
                .append(library)
                .append("` | ")
                .append(String.join(", ", licences))
                .append(" |\n"));
        return text.toString();
    }
}
