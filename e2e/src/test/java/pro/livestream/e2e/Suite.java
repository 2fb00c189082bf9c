package pro.livestream.e2e;

import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The whole product, started once for all stories with the command that users have, on ports and data of its own. */
final class Suite {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String ADMIN = "root-admin";
    static final String ADMIN_PASSWORD = "correct horse battery";
    static final String API_SECRET_KEY = "e2e-secret-key-0123456789";

    private static final Duration START_WITHIN = Duration.ofMinutes(12);
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** The data folder of a suite that runs already, for those who write stories: it is used and left running. */
    private static final String GIVEN = System.getProperty("livestream.e2e.data", "");

    private static final int STARTS_MAX = 2;

    /** The figures that stories hold are named for machines that are ready so soon. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(40);

    private static final Pattern READY_IN = Pattern.compile("Ready in ([0-9.]+) s");

    private static @Nullable Suite running;
    private static int starts;

    private final int apiPort;
    private final int rtmpPort;
    private final Path data;
    private double slowness = 1;
    private final TraceCollector traces = new TraceCollector();

    private Suite() {
        try {
            apiPort = GIVEN.isEmpty() ? freePort() : Integer.getInteger("livestream.e2e.api", 8080);
            rtmpPort = GIVEN.isEmpty() ? freePort() : Integer.getInteger("livestream.e2e.rtmp", 1935);
            data = Files.createDirectories(Path.of("target").toAbsolutePath())
                    .resolve("suite-" + ProcessHandle.current().pid() + "-" + starts);
            Files.createDirectories(data);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (GIVEN.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> livestream("down")));
            slowness = slowness(livestream("up", "--detach"));
        }
    }

    /** Started when the first story asks; a start that failed is tried once more, not again for every story. */
    static synchronized Suite running() {
        var known = running;
        if (known == null) {
            if (starts == STARTS_MAX) {
                throw new IllegalStateException("The suite does not start; the first stories say why.");
            }
            starts++;
            known = new Suite();
            running = known;
        }
        return known;
    }

    static boolean isGiven() {
        return !GIVEN.isEmpty();
    }

    /** A figure that is named for two idle cores, as it is on this machine: longer where everything takes longer. */
    Duration here(Duration named) {
        return Duration.ofMillis(Math.round(named.toMillis() * slowness));
    }

    private static double slowness(String said) {
        var ready = READY_IN.matcher(said);
        return ready.find() ? Math.max(1, Double.parseDouble(ready.group(1)) / READY_WITHIN.toSeconds()) : 1;
    }

    TraceCollector traces() {
        return traces;
    }

    String url() {
        return "http://127.0.0.1:" + apiPort;
    }

    String webSocketUrl() {
        return "ws://127.0.0.1:" + apiPort;
    }

    int rtmpPort() {
        return rtmpPort;
    }

    /** What {@code ./livestream status --json} prints. */
    JsonNode status() {
        try {
            return JSON.readTree(livestream("status", "--json"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The same, read where the command reads it: a story asks many times a second, and each command is a JVM's start. */
    List<JsonNode> processes() {
        var processes = new ArrayList<JsonNode>();
        try (var records = Files.newDirectoryStream(folder().resolve("run"), "*.process")) {
            for (var file : records) {
                var values = settings(file);
                var pid = Long.parseLong(values.getProperty("pid", "0"));
                var state = values.getProperty("state", "");
                var alive = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
                processes.add(JSON.createObjectNode()
                        .put("name", values.getProperty("name"))
                        .put("pid", pid)
                        .put("port", Integer.parseInt(values.getProperty("port", "0")))
                        .put("state", alive || state.equals("restarting") ? state : "down")
                        .put("url", values.getProperty("url")));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return processes;
    }

    private static Properties settings(Path file) throws IOException {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        return settings;
    }

    JsonNode process(String name) {
        return processes().stream()
                .filter(process -> process.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no process named " + name));
    }

    String brokers() {
        return "127.0.0.1:" + process("kafka").get("port").asInt();
    }

    /** Ends the process at once, as the kernel or an operator's mistake would. */
    void kill(String name) {
        var pid = process(name).get("pid").asLong();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Ends the processes in order, as an orchestrator does, and waits until others have taken their places. */
    void replace(List<String> names, Duration within) {
        var pids = names.stream()
                .collect(toMap(
                        Function.identity(), name -> process(name).get("pid").asLong()));
        pids.values().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));
        pids.forEach((name, pid) -> await(name + " is replaced")
                .atMost(within)
                .ignoreExceptions()
                .until(() -> process(name).get("pid").asLong() != pid && isReady(name)));
    }

    /** Ends the process at once and keeps it away until it is let go. */
    void takeAway(String name) {
        try {
            Files.createFile(held(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        kill(name);
    }

    void letGo(String name) {
        try {
            Files.deleteIfExists(held(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path held(String name) {
        return folder().resolve("run").resolve(name + ".held");
    }

    /** Objects whose key names a stream, as the S3 store has them on its disk. */
    long storedObjects(String stream) {
        try (var files = Files.walk(folder().resolve("s3"))) {
            return files.filter(file -> file.toString().contains("/" + stream + "/") && Files.isRegularFile(file))
                    .count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean isReady(String name) {
        return process(name).get("state").asText().equals("ready");
    }

    static String ffmpeg() {
        var parts = System.getProperty("livestream.test.parts", "");
        if (!parts.isBlank()) {
            try {
                return settings(Path.of(parts)).getProperty("FFMPEG_PATH", "ffmpeg");
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return System.getenv().getOrDefault("FFMPEG_PATH", "ffmpeg");
    }

    private String livestream(String... arguments) {
        var command = new ArrayList<String>();
        command.add(ROOT.resolve("livestream").toString());
        command.addAll(List.of(arguments));
        try {
            var output = data.resolve("command-" + arguments[0] + ".out");
            var builder = new ProcessBuilder(command)
                    .directory(ROOT.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(
                            data.resolve("command-" + arguments[0] + ".err").toFile());
            builder.environment().putAll(environment());
            var process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(START_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("./livestream " + arguments[0] + " did not end");
            }
            var said = Files.readString(output, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                var why = said + Files.readString(data.resolve("command-" + arguments[0] + ".err"));
                // the end of ./livestream test repeats it
                Files.writeString(data.resolve("command-" + arguments[0] + ".failed"), why);
                throw new IllegalStateException("./livestream " + arguments[0] + " failed:\n" + why);
            }
            return said;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("LIVESTREAM_BUILD", "false"),
                Map.entry("LIVESTREAM_DATA", folder().toString()),
                Map.entry("API_PORT", String.valueOf(apiPort)),
                Map.entry("RTMP_PORT", String.valueOf(rtmpPort)),
                Map.entry("CHAT_SERVICE_REPLICAS", "2"),
                Map.entry("GATEWAY_REPLICAS", "2"),
                Map.entry("STREAM_SERVICE_REPLICAS", "2"),
                Map.entry("LIVESTREAM_RESTART_DELAY_MS", "500"),
                // pages so small that a kill finds followers who were told and others who were not
                Map.entry("LIVESTREAM_FANOUT_PAGE_SIZE", "5"),
                Map.entry("ADMIN_USERNAME", ADMIN),
                Map.entry("ADMIN_PASSWORD", ADMIN_PASSWORD),
                Map.entry("API_SECRET_KEY", API_SECRET_KEY),
                Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", traces.url()),
                Map.entry("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                Map.entry("RATE_LIMIT_MAX_REQUESTS", "100000"),
                Map.entry("AUTH_RATE_LIMIT_MAX_REQUESTS", "1000"));
    }

    private Path folder() {
        return GIVEN.isEmpty() ? data.resolve("data") : Path.of(GIVEN);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
