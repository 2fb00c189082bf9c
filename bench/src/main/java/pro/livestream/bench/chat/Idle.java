package pro.livestream.bench.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import pro.livestream.bench.Proc;
import pro.livestream.bench.RunningSuite;
import pro.livestream.bench.load.Links;
import pro.livestream.bench.load.Measurement;
import pro.livestream.bench.load.Target;

/** Very many connections that say nothing, over all chat nodes: what each costs in memory, and that a message still finds all. */
final class Idle {
    private static final String SERVICE = "chat-service";
    private static final int ROOMS = 500;
    private static final int OVER_NODES = 50_000;
    private static final long PATIENCE_S = 10;
    private static final double KIB_MAX = 20;

    private final RunningSuite suite;
    private final Cast cast;
    private final ChatOptions options;
    private final Report report;

    /** One process that holds connections to one node. */
    private record Worker(Process process, BufferedReader out, Writer in, int conns) {
        String next() throws IOException {
            var line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("a process that held connections ended");
            }
            return line;
        }

        long number(String wanted) throws IOException {
            var words = next().split(" ", -1);
            if (!words[0].equals(wanted)) {
                throw new IllegalStateException("a process that holds connections said " + words[0]);
            }
            return Long.parseLong(words[1]);
        }
    }

    Idle(RunningSuite suite, Cast cast, ChatOptions options, Report report) {
        this.suite = suite;
        this.cast = cast;
        this.options = options;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        var nodes = suite.urls(SERVICE);
        int perNode = nodes.size() == 1 ? options.conns() : OVER_NODES / nodes.size();
        var rooms = cast.streams(ROOMS);
        var tokens = cast.users(ROOMS);
        var roomsFile = Files.write(Files.createTempFile("rooms", ".txt"), rooms);
        var tokensFile = Files.write(Files.createTempFile("tokens", ".txt"), tokens);
        var workers = new ArrayList<Worker>();
        var first = nodes.getFirst();
        var target = new Target(url(first), rooms, tokens, "{\"type\":\"message\",\"text\":\"{text}\"}");
        try (var speakers = new Links(target, ROOMS, false)) {
            speakers.open(ROOMS, 60);
            TimeUnit.SECONDS.sleep(2);
            var before = resident();
            for (var node : nodes) {
                var worker = start(node, roomsFile, tokensFile, perNode);
                workers.add(worker);
                worker.number("open");
            }
            TimeUnit.SECONDS.sleep(5);
            memory(before, perNode);
            deliver(speakers, workers);
        } finally {
            workers.forEach(worker -> worker.process().destroy());
            Files.delete(roomsFile);
            Files.delete(tokensFile);
        }
    }

    private static String url(URI node) {
        return "ws://" + node.getHost() + ":" + node.getPort() + "/ws/streams/%r/chat";
    }

    private Map<String, Long> resident() {
        var bytes = new TreeMap<String, Long>();
        suite.pids().forEach((name, pid) -> {
            if (name.equals(SERVICE) || name.startsWith(SERVICE + "-")) {
                bytes.put(name, Proc.residentBytes(pid));
            }
        });
        return bytes;
    }

    private void memory(Map<String, Long> before, int perNode) {
        resident().forEach((name, after) -> {
            double kib = (after - before.getOrDefault(name, 0L)) / 1024.0 / perNode;
            report.note(perNode + " idle connections in " + ROOMS + " rooms on " + name + ": resident "
                    + before.getOrDefault(name, 0L) / 1048576 + " to " + after / 1048576 + " MiB");
            report.budget("D", Budget.atMost("KiB resident per connection, " + name, kib, KIB_MAX));
            report.fact("D", Map.of("node", name, "connections", perNode, "kib_per_connection", kib));
        });
    }

    private void deliver(Links speakers, List<Worker> workers) throws IOException, InterruptedException {
        var own = Measurement.once(speakers, 100, PATIENCE_S);
        long arrived = own.latencies().total();
        long expected = own.expected();
        for (var worker : workers) {
            worker.in().write("count\n");
            worker.in().flush();
            arrived += worker.number("arrived");
            expected += worker.conns();
        }
        report.note("one message in each room: " + arrived + " of " + expected + " arrived");
        report.fact("D", Map.of("expected", expected, "delivered", arrived));
        report.budget("D", Budget.none("lost", expected - arrived));
    }

    private Worker start(URI node, Path roomsFile, Path tokensFile, int conns) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "pro.livestream.bench.Main",
                "chat"));
        command.addAll(List.of("--no-spin", "--conns", Integer.toString(conns), "--worker-url", url(node)));
        command.addAll(List.of("--worker-rooms", roomsFile.toString(), "--worker-token", tokensFile.toString()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Worker(
                process,
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)),
                new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8),
                conns);
    }
}
