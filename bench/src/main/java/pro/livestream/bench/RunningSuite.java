package pro.livestream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The suite that {@code ./livestream status} tells of: its gateway's address and its processes. */
final class RunningSuite {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final JsonNode processes;

    private RunningSuite(JsonNode processes) {
        this.processes = processes;
    }

    static RunningSuite find() throws IOException, InterruptedException {
        var status = new ProcessBuilder("./livestream", "status", "--json")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var processes = JSON.readTree(status.getInputStream().readAllBytes());
        status.waitFor();
        if (processes == null || processes.isEmpty()) {
            throw new IllegalStateException(
                    "Nothing runs here. Start it first: AUTH_RATE_LIMIT_MAX_REQUESTS=1000 ./livestream up --detach");
        }
        return new RunningSuite(processes);
    }

    URI gateway() {
        for (var process : processes) {
            if (process.get("name").asText().equals("gateway")) {
                return URI.create(process.get("url").asText());
            }
        }
        throw new IllegalStateException("the suite has no gateway");
    }

    /** CPU seconds so far, user and system, of each process by name. */
    Map<String, Double> cpuSeconds() throws IOException {
        var seconds = new TreeMap<String, Double>();
        for (var process : processes) {
            var stat = Path.of("/proc", process.get("pid").asText(), "stat");
            if (Files.isReadable(stat)) {
                var text = Files.readString(stat, StandardCharsets.UTF_8);
                var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
                seconds.put(
                        process.get("name").asText(),
                        (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0);
            }
        }
        return seconds;
    }

    JsonNode post(String path, String token, Map<String, ?> body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(gateway().resolve(path))
                .timeout(Duration.ofSeconds(15))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        var answer = HTTP.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body()
                    + (answer.statusCode() == 429 ? " (start the suite with AUTH_RATE_LIMIT_MAX_REQUESTS=1000)" : ""));
        }
        return JSON.readTree(answer.body());
    }
}
