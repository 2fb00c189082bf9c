package pro.livestream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The suite that {@code ./livestream status} tells of: its addresses and its processes. */
public final class RunningSuite {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final JsonNode processes;

    private RunningSuite(JsonNode processes) {
        this.processes = processes;
    }

    public static RunningSuite find() throws IOException, InterruptedException {
        var status = new ProcessBuilder("./livestream", "status", "--json")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var processes = JSON.readTree(status.getInputStream().readAllBytes());
        status.waitFor();
        if (processes == null || processes.isEmpty()) {
            throw new IllegalStateException("Nothing runs here. Start it first: AUTH_RATE_LIMIT_MAX_REQUESTS=100000"
                    + " RATE_LIMIT_MAX_REQUESTS=1000000 ./livestream up --detach");
        }
        return new RunningSuite(processes);
    }

    public URI gateway() {
        return urls("gateway").getFirst();
    }

    /** Every process of a service: {@code chat-service}, {@code chat-service-2} and so on. */
    public List<URI> urls(String service) {
        var urls = new ArrayList<URI>();
        for (var process : processes) {
            if (isOf(service, process.get("name").asText())) {
                urls.add(URI.create(process.get("url").asText()));
            }
        }
        if (urls.isEmpty()) {
            throw new IllegalStateException("the suite has no " + service);
        }
        return urls;
    }

    static boolean isOf(String service, String process) {
        return process.equals(service) || process.matches(service + "-[0-9]");
    }

    /** The process of each name. */
    public Map<String, Long> pids() {
        var pids = new TreeMap<String, Long>();
        for (var process : processes) {
            pids.put(process.get("name").asText(), process.get("pid").asLong());
        }
        return pids;
    }

    public HttpResponse<String> send(HttpRequest.Builder request, String token)
            throws IOException, InterruptedException {
        request.timeout(Duration.ofSeconds(60)).header("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    public JsonNode post(String path, String token, Map<String, ?> body) throws IOException, InterruptedException {
        var answer = send(
                HttpRequest.newBuilder(gateway().resolve(path))
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))),
                token);
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body()
                    + (answer.statusCode() == 429
                            ? " (start the suite with AUTH_RATE_LIMIT_MAX_REQUESTS=100000 RATE_LIMIT_MAX_REQUESTS=1000000)"
                            : ""));
        }
        return JSON.readTree(answer.body());
    }
}
