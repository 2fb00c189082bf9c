package pro.livestream.bench.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The suite that runs here, as a client and as an observer of its processes. */
final class Suite {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double TICKS_PER_SECOND = 100;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final JsonNode processes;
    private final String apiKey;

    private Suite(JsonNode processes, String apiKey) {
        this.processes = processes;
        this.apiKey = apiKey;
    }

    static Suite find(String apiKey) throws IOException, InterruptedException {
        var status = new ProcessBuilder("./livestream", "status", "--json")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var processes = JSON.readTree(status.getInputStream().readAllBytes());
        status.waitFor();
        if (processes == null || processes.isEmpty()) {
            throw new IllegalStateException("Nothing runs here. Start it first: " + StreamsBench.START);
        }
        return new Suite(processes, apiKey);
    }

    private JsonNode process(String name) {
        for (var process : processes) {
            if (process.get("name").asText().equals(name)) {
                return process;
            }
        }
        throw new IllegalStateException("the suite has no " + name);
    }

    URI gateway() {
        return URI.create(process("gateway").get("url").asText());
    }

    /** User and system time so far. */
    double cpuSeconds(String name) throws IOException {
        var text =
                Files.readString(Path.of("/proc", process(name).get("pid").asText(), "stat"), StandardCharsets.UTF_8);
        var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(gateway().resolve(path)).timeout(Duration.ofSeconds(30));
        request.header("Content-Type", "application/json");
        headers.forEach(request::header);
        return request;
    }

    Map<String, String> asServer() {
        return Map.of("x-api-key", apiKey);
    }

    static Map<String, String> as(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    CompletableFuture<HttpResponse<String>> post(String path, Map<String, String> headers, Map<String, ?> body) {
        try {
            return http.sendAsync(
                    request(path, headers)
                            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    JsonNode posted(String path, Map<String, String> headers, Map<String, ?> body) throws IOException {
        return read(path, post(path, headers, body).join());
    }

    JsonNode put(String path, Map<String, String> headers) throws IOException, InterruptedException {
        var sent =
                request(path, headers).PUT(HttpRequest.BodyPublishers.noBody()).build();
        return read(path, http.send(sent, HttpResponse.BodyHandlers.ofString()));
    }

    JsonNode get(String path, Map<String, String> headers) throws IOException, InterruptedException {
        return read(path, http.send(request(path, headers).GET().build(), HttpResponse.BodyHandlers.ofString()));
    }

    private static JsonNode read(String path, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body()
                    + (answer.statusCode() == 429 ? "\nStart the suite with " + StreamsBench.START : ""));
        }
        return JSON.readTree(answer.body());
    }

    /** A new broadcaster's access token. */
    String broadcaster() throws IOException {
        String name = "bench-" + Long.toString(System.nanoTime(), 36);
        return posted(
                        "/api/auth/register",
                        Map.of(),
                        Map.of("username", name, "email", name + "@example.org", "password", "benchmark password"))
                .get("access_token")
                .asText();
    }
}
