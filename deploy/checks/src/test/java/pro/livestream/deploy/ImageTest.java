package pro.livestream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds the images that {@code -Dlivestream.images=payment-service,...} names, by Jib on an empty base, without an engine or
 * a registry; starts the first with the JDK at hand. A minute for each, hence not part of every run.
 */
class ImageTest {
    private static final List<String> NAMED = Arrays.stream(
                    System.getProperty("livestream.images", "").split(",", -1))
            .filter(name -> !name.isBlank())
            .toList();
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final String EMPTY_CONFIG = """
            {"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[]},"history":[]}""";
    private static final String EMPTY_MANIFEST = """
            [{"Config":"config.json","RepoTags":["base:latest"],"Layers":[]}]""";

    /** Answers what Jib asks an engine, and keeps what it hands over. */
    private static final String ENGINE = """
            #!/bin/sh
            case "$1" in
              info) echo '{}' ;;
              load) cat >"$IMAGE_TAR"; echo 'Loaded image: stored' ;;
              *) exit 1 ;;
            esac
            """;

    @TempDir
    Path folder = Path.of(".");

    @Test
    void holdsOneServiceThatRunsWithoutRoot() throws Exception {
        assumeFalse(NAMED.isEmpty(), "no -Dlivestream.images");
        var started = false;
        for (var service : NAMED) {
            var image = build(service);
            var config = config(image);

            assertThat(config.path("User").asText()).isEqualTo("10001:10001");
            assertThat(config.path("WorkingDir").asText()).isEqualTo("/app");
            assertThat(config.at("/Labels/org.opencontainers.image.title").asText())
                    .isEqualTo(service);
            assertThat(Repository.keys(config.path("ExposedPorts"))).contains(port(service) + "/tcp");
            assertThat(entrypoint(config))
                    .startsWith("java")
                    .endsWith("-jar", "quarkus-run.jar")
                    .contains("--enable-native-access=ALL-UNNAMED");
            var root = unpacked(image);
            assertThat(root.resolve("app/quarkus-run.jar")).exists();
            assertThat(root.resolve("app/lib/main")).isDirectoryContaining("glob:**livestream-platform*.jar");
            assertThat(root).isDirectoryNotContaining(path -> !path.endsWith("app"));
            if (!started) {
                starts(root.resolve("app"), entrypoint(config));
                started = true;
            }
        }
    }

    /** Libraries that never change lie below what changes with every build. */
    private static void layersAreSorted(JsonNode manifest) {
        assertThat(manifest.at("/0/Layers").size()).isGreaterThanOrEqualTo(5);
    }

    private Path build(String service) throws IOException, InterruptedException {
        var base = Files.createDirectories(folder.resolve("base"));
        Files.writeString(base.resolve("config.json"), EMPTY_CONFIG);
        Files.writeString(base.resolve("manifest.json"), EMPTY_MANIFEST);
        run(base, List.of("tar", "cf", "../base.tar", "config.json", "manifest.json"));
        var engine = folder.resolve("docker");
        Files.writeString(engine, ENGINE);
        Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("rwxr-xr-x"));
        var maven = Path.of(System.getProperty("maven.home", "/usr/share/maven"), "bin/mvn");
        run(
                Repository.ROOT,
                List.of(
                        maven.toString(),
                        "-q",
                        "-B",
                        "-o",
                        "-pl",
                        service,
                        "-am",
                        "package",
                        "-DskipTests",
                        "-Dspotless.check.skip",
                        "-Dquarkus.quinoa.enabled=false",
                        "-Dquarkus.package.jar.type=aot-jar",
                        "-Dquarkus.container-image.build=true",
                        "-Dquarkus.jib.base-jvm-image=tar://" + folder.resolve("base.tar"),
                        "-Dquarkus.jib.docker-executable-name=" + engine));
        var unpacked = Files.createDirectories(folder.resolve(service));
        run(unpacked, List.of("tar", "xf", tar().toString()));
        return unpacked;
    }

    private Path tar() {
        return folder.resolve("image.tar");
    }

    private static JsonNode config(Path image) {
        var manifest = Repository.json(image.resolve("manifest.json"));
        layersAreSorted(manifest);
        return Repository.json(image.resolve(manifest.at("/0/Config").asText())).path("config");
    }

    private static List<String> entrypoint(JsonNode config) {
        return StreamSupport.stream(config.path("Entrypoint").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private Path unpacked(Path image) throws IOException, InterruptedException {
        var root = Files.createDirectories(image.resolve("root"));
        for (var layer : Repository.json(image.resolve("manifest.json")).at("/0/Layers")) {
            run(root, List.of("tar", "xzf", image.resolve(layer.asText()).toString()));
        }
        return root;
    }

    private static String port(String service) {
        return Repository.yaml(Chart.FOLDER.resolve("values.yaml"))
                .path("services")
                .path(service)
                .path("port")
                .asText("8080");
    }

    /** It waits for its servers, and lives. */
    private void starts(Path application, List<String> entrypoint) throws Exception {
        var words = new ArrayList<>(entrypoint);
        words.set(0, Path.of(System.getProperty("java.home"), "bin/java").toString());
        var port = freePort();
        var builder = new ProcessBuilder(words)
                .directory(application.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile());
        builder.environment().put("SERVICE_PORT", Integer.toString(port));
        builder.environment().put("MANAGEMENT_PORT", Integer.toString(port));
        builder.environment().put("API_PORT", Integer.toString(freePort()));
        var process = builder.start();
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/live"))
                    .build();
            var end = System.nanoTime() + START_TIMEOUT.toNanos();
            var answer = 0;
            while (answer != 200 && System.nanoTime() < end && process.isAlive()) {
                try {
                    answer = client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode();
                } catch (IOException notYet) {
                    process.waitFor(200, TimeUnit.MILLISECONDS);
                }
            }
            assertThat(answer)
                    .as("%s", Files.readString(folder.resolve("service.log")))
                    .isEqualTo(200);
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void run(Path in, List<String> words) throws IOException, InterruptedException {
        var output = Files.createTempFile("output", ".txt");
        var builder = new ProcessBuilder(words)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("IMAGE_TAR", tar().toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("MAVEN_OPTS");
        var code = builder.start().waitFor();
        assertThat(code).as("%s: %s", words, Files.readString(output)).isZero();
    }
}
