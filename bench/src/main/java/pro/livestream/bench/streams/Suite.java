package pro.livestream.bench.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import pro.livestream.bench.Proc;
import pro.livestream.bench.RunningSuite;

/** The suite that runs here, as a client and as an observer of its processes. */
final class Suite {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final RunningSuite running;
    private final String apiKey;

    private Suite(RunningSuite running, String apiKey) {
        this.running = running;
        this.apiKey = apiKey;
    }

    static Suite find(String apiKey) throws IOException, InterruptedException {
        return new Suite(RunningSuite.find(), apiKey);
    }

    /** User and system time so far. */
    double cpuSeconds(String name) {
        return Proc.cpuSeconds(Map.of(name, pid(name))).getOrDefault(name, 0.0);
    }

    /** A setting that the launcher gave to a service. */
    String setting(String service, String name) throws IOException {
        var environment =
                Files.readString(Path.of("/proc", Long.toString(pid(service)), "environ"), StandardCharsets.UTF_8);
        return Arrays.stream(environment.split("\0", -1))
                .filter(entry -> entry.startsWith(name + "="))
                .map(entry -> entry.substring(name.length() + 1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(service + " has no " + name));
    }

    private long pid(String name) {
        var pid = running.pids().get(name);
        if (pid == null) {
            throw new IllegalStateException("the suite has no " + name);
        }
        return pid;
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(running.gateway().resolve(path)).timeout(Duration.ofSeconds(30));
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

    CompletableFuture<HttpResponse<String>> ask(String path) {
        return http.sendAsync(request(path, Map.of()).GET().build(), HttpResponse.BodyHandlers.ofString());
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
