package pro.livestream.stream.media.outside;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;

/** JSON over HTTP to one media server; one that cannot be reached, or that is broken, is a 503 to our callers. */
public final class OutsideHttp {

    /** An answer below 500. */
    public record Answer(int status, String body) {

        /** Missing for what is no JSON. */
        public JsonNode json() {
            try {
                return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
            } catch (JsonProcessingException e) {
                return MissingNode.getInstance();
            }
        }

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    private static final Logger LOG = Logger.getLogger(OutsideHttp.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final Vertx vertx;
    private final HttpClient client;

    public OutsideHttp(Vertx vertx, String name) {
        this.name = name;
        this.vertx = vertx;
        this.client =
                vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) CONNECT_TIMEOUT.toMillis()));
    }

    public Uni<Answer> send(
            String method, URI address, @Nullable Map<String, Object> body, Map<String, String> headers) {
        return Uni.createFrom()
                .completionStage(() -> answer(method, address, body, headers).toCompletionStage())
                .onFailure()
                .transform(e -> {
                    LOG.warnf("%s cannot be reached: %s", name, e.toString());
                    return unavailable();
                })
                .invoke(answer -> {
                    if (answer.status() >= 500) {
                        LOG.warnf("%s answered %s %s with %d", name, method, address.getPath(), answer.status());
                        throw unavailable();
                    }
                });
    }

    /** Of any size, straight to the file; what was in it before is gone. */
    public Uni<Void> download(URI address, Path file) {
        var options = new RequestOptions().setAbsoluteURI(address.toString()).setIdleTimeout(ANSWER_TIMEOUT.toMillis());
        return Uni.createFrom()
                .completionStage(() -> client.request(options)
                        .compose(HttpClientRequest::send)
                        .compose(response -> to(file, response))
                        .toCompletionStage())
                .onFailure()
                .invoke(e -> LOG.warnf("%s does not give %s: %s", name, address.getPath(), e.toString()));
    }

    private Future<Void> to(Path file, HttpClientResponse response) {
        if (response.statusCode() != 200) {
            return Future.failedFuture(new IOException("status " + response.statusCode()));
        }
        response.pause();
        return vertx.fileSystem()
                .open(file.toString(), new OpenOptions().setWrite(true).setTruncateExisting(true))
                .compose(response::pipeTo);
    }

    private Future<Answer> answer(
            String method, URI address, @Nullable Map<String, Object> body, Map<String, String> headers) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(method))
                .setAbsoluteURI(address.toString())
                .setTimeout(ANSWER_TIMEOUT.toMillis());
        headers.forEach(options::addHeader);
        return client.request(options)
                .compose(request -> send(request, body))
                .timeout(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Future<Answer> send(HttpClientRequest request, @Nullable Map<String, Object> body) {
        var sent = body == null
                ? request.send()
                : request.putHeader("Content-Type", "application/json").send(text(body));
        return sent.compose(
                response -> response.body().map(bytes -> new Answer(response.statusCode(), bytes.toString())));
    }

    private static String text(Map<String, Object> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    public RefusedException unavailable() {
        return Refusal.unavailable("The media server cannot do this right now; try again soon")
                .refused();
    }
}
