package pro.livestream.notification.delivery.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pro.livestream.notification.testing.World.await;
import static pro.livestream.notification.testing.World.started;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.IdentityRevoked;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.notification.testing.GatewayContacts;
import pro.livestream.notification.testing.World;
import pro.livestream.notification.testing.World.Person;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
@QuarkusTestResource(GatewayContacts.class)
class LiveComponentTest {
    @Inject
    World world;

    @Inject
    LiveChannel channel;

    private final HttpClient client = HttpClient.newHttpClient();
    private Person alice;
    private Person bob;

    @BeforeEach
    void people() {
        world.ready();
        await().until(channel::isSubscribed);
        alice = world.person("alice");
        bob = world.person("bob");
        bob.follows(alice);
    }

    @Test
    void sendsTheNotificationItselfOverTheSocketToTheFollowerAlone() {
        var bobs = new Frames();
        var alices = new Frames();
        connect(bob.token(), bobs);
        connect(alice.token(), alices);
        var started = started(alice, "public", "start");

        world.send(started);

        await().until(() -> bobs.texts.size() == 1);
        assertThat(bobs.texts.getFirst())
                .startsWith("{\"notification_id\":")
                .contains("\"user_id\":\"" + bob.id())
                .contains("\"kind\":\"stream_started\"")
                .contains("\"stream_id\":\"" + started.streamId())
                .contains("\"read_at\":null");
        assertThat(alices.texts).noneMatch(text -> text.contains("stream_started"));
    }

    @Test
    void sendsEventsAndThenWhatAReturningClientMissed() {
        var seen = new CopyOnWriteArrayList<String>();
        var first = listen(null, seen);
        await().until(() -> seen.contains(":connected"));
        world.send(started(alice, "public", "start"));
        await().until(() -> seen.stream().anyMatch(line -> line.startsWith("data:")));
        close(first);
        var lastId = seen.stream()
                .filter(line -> line.startsWith("id:"))
                .findFirst()
                .orElseThrow()
                .substring(3)
                .strip();
        var missed = started(alice, "public", "start");
        world.send(missed);
        await().until(() -> bob.inbox().size() == 2);

        var again = new CopyOnWriteArrayList<String>();
        var second = listen(lastId, again);

        await().until(() -> again.stream().anyMatch(line -> line.startsWith("data:")));
        assertThat(again.stream().filter(line -> line.startsWith("data:")).toList())
                .singleElement()
                .satisfies(line -> assertThat(line).contains(missed.streamId().toString()));
        await().until(() -> again.contains(":alive"));
        close(second);
    }

    @Test
    void refusesSocketsWithoutALogin() {
        for (var token : List.of(
                "",
                TestIdentity.anonymousToken("v1"),
                TestIdentity.forgedToken("bob"),
                TestIdentity.expiredToken("bob"))) {
            assertThatThrownBy(() -> connect(token, new Frames())).rootCause().hasMessageContaining("401");
        }
    }

    @Test
    void closesTheSocketsOfASessionThatEnds() {
        var token = TestIdentity.token(Map.of(
                "sub", bob.id().toString(),
                "upn", bob.name(),
                "sid", "018f0000-0000-7000-8000-0000000000aa"));
        var frames = new Frames();
        connect(token, frames);

        world.send(new IdentityRevoked(
                World.TENANT.name(),
                bob.id(),
                java.util.UUID.fromString("018f0000-0000-7000-8000-0000000000aa"),
                Instant.now(),
                "logout"));

        await().until(() -> frames.closeCode == 4001);
    }

    private static URI root() {
        return URI.create("http://127.0.0.1:" + RestAssured.port + "/");
    }

    private void connect(String token, Frames frames) {
        var uri = URI.create(root().toString().replace("http", "ws") + "ws/notifications");
        var builder = client.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
        (token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token))
                .buildAsync(uri, frames)
                .join();
    }

    private java.io.Closeable listen(@Nullable String lastId, List<String> into) {
        var request = HttpRequest.newBuilder(root().resolve("/api/notifications/stream"))
                .header("Authorization", "Bearer " + bob.token());
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        var response = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .join();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        Thread.ofVirtual().start(() -> {
            try (var reader = new java.io.BufferedReader(
                    new java.io.InputStreamReader(response.body(), java.nio.charset.StandardCharsets.UTF_8))) {
                reader.lines()
                        .map(line -> line.replaceFirst("^(id|data|): ", "$1:"))
                        .forEach(into::add);
            } catch (java.io.IOException | java.io.UncheckedIOException closed) {
                into.add("closed");
            }
        });
        return response.body();
    }

    private static void close(java.io.Closeable stream) {
        try {
            stream.close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final class Frames implements WebSocket.Listener {
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final StringBuilder part = new StringBuilder();
        private volatile int closeCode;

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                texts.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closeCode = code;
            return null;
        }
    }
}
