package pro.livestream.platform.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Promise;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class OpenRequestsComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final BlockingQueue<Promise<String>> ASKED = new LinkedBlockingQueue<>();

    @Inject
    OpenRequests requests;

    private final URI server = ConfigProvider.getConfig().getValue("test.url", URI.class);
    private final HttpClient client = HttpClient.newHttpClient();

    @ApplicationScoped
    static class Routes {
        void register(@Observes Router router) {
            router.get("/test/slow").handler(context -> {
                Promise<String> answer = Promise.promise();
                answer.future().onSuccess(context.response()::end);
                ASKED.add(answer);
            });
            router.get("/test/socket").handler(context -> context.request().toWebSocket());
        }
    }

    @Test
    void areAwaitedUntilTheyAreAnswered() throws InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve("/test/slow")).build();
        var response = client.sendAsync(request, BodyHandlers.ofString());
        var asked = ASKED.take();

        var none = requests.none().subscribeAsCompletionStage();
        assertThat(none).isNotDone();
        asked.complete("late");

        assertThat(response.join().body()).isEqualTo("late");
        assertThat(none).succeedsWithin(PATIENCE);
    }

    @Test
    void areNotAwaitedWhenTheClientHasGone() throws InterruptedException {
        try (var impatient = HttpClient.newHttpClient()) {
            var _ = impatient.sendAsync(
                    HttpRequest.newBuilder(server.resolve("/test/slow")).build(), BodyHandlers.ofString());
            var _ = ASKED.take();
            impatient.shutdownNow();
        }

        assertThat(requests.none().subscribeAsCompletionStage()).succeedsWithin(PATIENCE);
    }

    @Test
    void doNotCountSockets() {
        var socket = client.newWebSocketBuilder()
                .buildAsync(
                        URI.create(server.resolve("/test/socket").toString().replaceFirst("^http", "ws")),
                        new WebSocket.Listener() {})
                .join();

        assertThat(requests.none().subscribeAsCompletionStage()).succeedsWithin(PATIENCE);
        assertThat(socket.isInputClosed()).isFalse();
        socket.abort();
    }
}
