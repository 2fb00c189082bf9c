package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The stage API as a back end uses it through the gateway: by API key, with ARNs raw and encoded in paths. */
@ResourceLock(Needs.STAGES)
class StageE2E {
    private static final int SEATS_OF_VIEWERS = 48;
    private static final int VIEWERS = 200;

    private final Person backend = Person.anonymous();

    @Test
    void takesAnArnRawAndEncodedAndRefusesStrangers() {
        var made = call("POST", "/api/stage", Map.of("name", "Round table"));
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        var arn = made.text("stageArn");
        assertThat(arn).matches("arn:aws:ivs:[a-z0-9-]+:\\d{12}:stage/[A-Za-z0-9]+");

        var encoded = URLEncoder.encode(arn, StandardCharsets.UTF_8);
        assertThat(call("GET", "/api/stage/" + arn, null).text("name")).isEqualTo("Round table");
        assertThat(call("GET", "/api/stage/" + encoded, null).text("name")).isEqualTo("Round table");
        assertThat(call("GET", "/api/viewer/list/" + encoded, null).status()).isEqualTo(200);

        var stranger = call("POST", "/api/viewer/heartbeat", Map.of("userId", "nobody", "stageArn", arn));
        assertThat(stranger.status()).isEqualTo(404);
        assertThat(stranger.code()).isEqualTo("NOT_JOINED");
        assertThat(call("GET", "/api/stage/" + encoded.replace("stage", "stagf"), null)
                        .status())
                .isBetween(400, 404);
        assertThat(backend.get("/api/stage/list").status()).isEqualTo(401);
        assertThat(call("DELETE", "/api/stage/" + encoded, null).status()).isEqualTo(204);
        assertThat(call("GET", "/api/stage/" + arn, null).status()).isEqualTo(404);
        var master = call("GET", "/api/stage/master/info", null).text("stageArn");
        assertThat(call("DELETE", "/api/stage/" + master, null).status()).isEqualTo(409);
    }

    @Test
    void neverOverfillsAStageUnderTwoHundredTokensAtOnceAndTellsTheNumbersLive() throws Exception {
        try (var numbers = Numbers.open()) {
            var answers = tokensAtOnce();
            var byStage = new HashMap<String, Integer>();
            answers.forEach(answer -> {
                assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
                byStage.merge(answer.text("stageArn"), 1, Integer::sum);
            });
            System.out.println(VIEWERS + " viewer tokens at once were placed as " + byStage.values());
            assertThat(byStage.values()).allMatch(count -> count <= SEATS_OF_VIEWERS);

            var first = answers.getFirst();
            var here = Map.of("userId", "e2e-0", "stageArn", first.text("stageArn"));
            assertThat(call("POST", "/api/viewer/heartbeat", here).status()).isBetween(200, 204);
            numbers.awaitMore();
            assertThat(call("POST", "/api/viewer/leave", here).status()).isBetween(200, 204);
            var history = call("GET", "/api/viewer/history/e2e-0", null).body().get("items");
            assertThat(history).hasSize(1);
        }
    }

    private List<Person.Answer> tokensAtOnce() throws InterruptedException, ExecutionException {
        var answers = new ArrayList<Person.Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<Person.Answer>>();
            for (var viewer = 0; viewer < VIEWERS; viewer++) {
                var body = Map.of("userId", "e2e-" + viewer);
                asked.add(threads.submit(() -> call("POST", "/api/token/viewer", body)));
            }
            for (var answer : asked) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private Person.Answer call(String method, String path, @Nullable Object body) {
        return backend.send(method, path, body, Map.of("x-api-key", Suite.API_SECRET_KEY));
    }

    /** What {@code /ws/stats} pushes to an administrator. */
    private static final class Numbers implements WebSocket.Listener, AutoCloseable {
        private final ConcurrentLinkedQueue<JsonNode> frames = new ConcurrentLinkedQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final HttpClient http = HttpClient.newHttpClient();

        static Numbers open() {
            var numbers = new Numbers();
            numbers.http
                    .newWebSocketBuilder()
                    .header("Authorization", "Bearer " + Person.admin().token())
                    .buildAsync(URI.create(Suite.running().webSocketUrl() + "/ws/stats"), numbers)
                    .join();
            await().atMost(Duration.ofSeconds(20)).until(() -> !numbers.frames.isEmpty());
            return numbers;
        }

        void awaitMore() {
            var known = frames.size();
            await().atMost(Duration.ofSeconds(20)).until(() -> frames.size() > known);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    frames.add(Suite.JSON.readTree(text.toString()));
                } catch (java.io.IOException noJson) {
                    throw new java.io.UncheckedIOException(noJson);
                }
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, part, last);
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }
}
