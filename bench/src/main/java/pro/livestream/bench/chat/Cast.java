package pro.livestream.bench.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import pro.livestream.bench.RunningSuite;

/**
 * Users and streams to measure with. A user may send ten messages a second and have any number of connections, so there are
 * as many users as the highest rate needs; they are kept for the next run, since making a password's hash takes long.
 */
final class Cast implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path KEPT = Path.of("target", "bench-users.json");
    private static final int AT_A_TIME = 4;

    private final RunningSuite suite;
    private final List<String> tokens = new ArrayList<>();
    private final Map<String, String> streams = new ConcurrentHashMap<>();

    Cast(RunningSuite suite) {
        this.suite = suite;
    }

    /** A token each of so many users. */
    List<String> users(int count) throws IOException, InterruptedException {
        if (tokens.isEmpty()) {
            tokens.addAll(kept());
        }
        if (tokens.size() < count) {
            var unique = Long.toString(System.currentTimeMillis(), 36);
            var missing = new ArrayList<Callable<String>>();
            for (int i = tokens.size(); i < count; i++) {
                var name = "b-" + unique + "-" + i;
                missing.add(() -> suite.post(
                                "/api/auth/register",
                                "",
                                Map.of(
                                        "username",
                                        name,
                                        "email",
                                        name + "@example.org",
                                        "password",
                                        "benchmark password"))
                        .get("access_token")
                        .asText());
            }
            tokens.addAll(all(missing));
            Files.createDirectories(KEPT.getParent());
            JSON.writeValue(KEPT.toFile(), tokens);
        }
        return List.copyOf(tokens.subList(0, count));
    }

    private List<String> kept() throws IOException, InterruptedException {
        if (!Files.exists(KEPT)) {
            return List.of();
        }
        List<String> kept = new ArrayList<>();
        JSON.readTree(KEPT.toFile()).forEach(token -> kept.add(token.asText()));
        if (kept.isEmpty()) {
            return kept;
        }
        var answer = suite.send(
                HttpRequest.newBuilder(suite.gateway().resolve("/api/auth/me")).GET(), kept.getLast());
        return answer.statusCode() == 200 ? kept : List.of();
    }

    /** So many new streams, each with a chat that is open at once; each of a user of its own, who may have one at a time. */
    List<String> streams(int count) throws IOException, InterruptedException {
        var owners = users(Math.max(count, tokens.size()));
        var made = new ArrayList<Callable<String>>();
        for (var owner : owners.subList(0, count)) {
            made.add(() -> stream(owner));
        }
        return all(made);
    }

    private String stream(String owner) throws IOException, InterruptedException {
        var earlier = streams.get(owner);
        if (earlier != null) {
            suite.send(
                    HttpRequest.newBuilder(suite.gateway().resolve("/api/streams/" + earlier + "/end"))
                            .PUT(HttpRequest.BodyPublishers.noBody()),
                    owner);
        }
        var fresh = suite.post("/api/streams", owner, Map.of("title", "benchmark"))
                .get("stream_id")
                .asText();
        streams.put(owner, fresh);
        return fresh;
    }

    /** Ends the streams and remembers the users. */
    @Override
    public void close() {
        try {
            var ended = new ArrayList<Callable<String>>();
            streams.forEach((owner, stream) -> ended.add(() -> suite.send(
                            HttpRequest.newBuilder(suite.gateway().resolve("/api/streams/" + stream + "/end"))
                                    .PUT(HttpRequest.BodyPublishers.noBody()),
                            owner)
                    .body()));
            all(ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> all(List<Callable<String>> work) throws InterruptedException {
        try (var pool = Executors.newFixedThreadPool(AT_A_TIME)) {
            var results = new ArrayList<String>();
            for (var done : pool.invokeAll(work)) {
                results.add(done.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        }
    }
}
