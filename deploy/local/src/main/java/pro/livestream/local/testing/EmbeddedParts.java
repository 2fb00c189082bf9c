package pro.livestream.local.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Gives a test the settings of real servers: those of the file that system property {@code livestream.test.parts}
 * names, else those of a set that it starts once for this JVM and that ends with it.
 */
public final class EmbeddedParts implements QuarkusTestResourceLifecycleManager {
    private static final String FILE = "livestream.test.parts";
    /** Every test application has class loaders of its own; what the JVM shares stands in its system properties. */
    private static final String STARTED = "livestream.test.parts.started";

    private static final int READY_WITHIN_S = 120;

    @Override
    public Map<String, String> start() {
        return settings();
    }

    @Override
    public void stop() {
        // the servers serve the next test application, too
    }

    @Override
    public int order() {
        return -1;
    }

    /** The plain names and their values; starts the servers when nobody has. */
    public static Map<String, String> settings() {
        synchronized (System.getProperties()) {
            var given = System.getProperty(FILE, "");
            if (!given.isBlank()) {
                return read(Path.of(given));
            }
            var started = System.getProperty(STARTED, "");
            var file = started.isBlank() ? startServers() : Path.of(started);
            System.setProperty(STARTED, file.toString());
            return read(file);
        }
    }

    private static Path startServers() {
        try {
            var folder = Files.createDirectories(Path.of("target").toAbsolutePath())
                    .resolve("parts-" + ProcessHandle.current().pid());
            Files.createDirectories(folder);
            var file = folder.resolveSibling(folder.getFileName() + ".properties");
            var log = folder.resolveSibling(folder.getFileName() + ".log");
            var process = new ProcessBuilder(command(folder, file))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .start();
            // the hook also holds the process, whose standard input must stay open as long as this JVM lives
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-parts"));
            await(process, file, log);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path data, Path file) {
        var classes = ownClasses();
        var libraries = classes.resolveSibling("lib").resolve("*");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms16m",
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes + System.getProperty("path.separator") + libraries,
                "pro.livestream.local.Main",
                "parts",
                "--ephemeral",
                "--data",
                data.toString(),
                "--file",
                file.toString());
    }

    /** The module's target/classes, also when the test runs against its jar. */
    private static Path ownClasses() {
        try {
            var source = Path.of(EmbeddedParts.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return source.resolveSibling("classes");
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(Process process, Path file, Path log) throws IOException {
        try {
            for (var tenth = 0; tenth < READY_WITHIN_S * 10; tenth++) {
                if (Files.exists(file)) {
                    return;
                }
                if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroy();
        throw new IllegalStateException("The servers did not start:\n" + Files.readString(log, StandardCharsets.UTF_8));
    }

    private static Map<String, String> read(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("No servers run for the tests: " + file + " can't be read.", e);
        }
        var settings = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }
}
