package pro.livestream.stream.media.embedded.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RtmpServerTest {

    private static final RtmpLimits LIMITS =
            new RtmpLimits(100_000, 6, 3, Duration.ofMillis(600), Duration.ofMillis(1_500));

    private final Vertx vertx = Vertx.vertx();
    private final List<FlvTag> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final RtmpServer server = new RtmpServer(vertx, this::open, LIMITS);
    private int port;

    private Uni<RtmpDesk.Publication> open(String key, RtmpDesk.Publisher publisher) {
        return switch (key) {
            case "good" ->
                Uni.createFrom().item(new RtmpDesk.Publication() {
                    @Override
                    public boolean accept(FlvTag tag) {
                        taken.add(tag);
                        return true;
                    }

                    @Override
                    public void closed() {
                        closed.incrementAndGet();
                    }
                });
            case "never" -> Uni.createFrom().nothing();
            default -> Uni.createFrom().failure(new RtmpDesk.PublishRefused("NetStream.Publish.Denied", "no such key"));
        };
    }

    @BeforeEach
    void listen() {
        port = server.listen("127.0.0.1", 0).await().atMost(Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private RtmpClient publisher(String key) throws IOException {
        var client = new RtmpClient(port);
        client.handshake();
        client.publish(key);
        if (key.equals("good")) {
            client.awaitStart();
        }
        return client;
    }

    private static FlvTag video(int time, int... head) {
        var data = Buffer.buffer();
        for (int b : head) {
            data.appendByte((byte) b);
        }
        return new FlvTag(FlvTag.Kind.VIDEO, time, data.appendBytes(new byte[40]));
    }

    @Test
    void hangs_up_on_what_is_no_rtmp() throws IOException {
        try (var client = new RtmpClient(port)) {
            client.raw("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

            assertThat(client.lastWords()).doesNotContain("HTTP");
        }
    }

    @Test
    void hangs_up_on_noise_after_the_handshake() throws IOException {
        var noise = new byte[50_000];
        new java.util.Random(7).nextBytes(noise);
        try (var client = new RtmpClient(port)) {
            client.handshake();
            client.raw(noise);

            assertThat(client.lastWords()).doesNotContain("Publish.Start");
        }
    }

    @Test
    void says_why_a_key_is_refused() throws IOException {
        try (var client = publisher("wrong")) {
            assertThat(client.lastWords()).contains("NetStream.Publish.Denied", "no such key");
        }
    }

    @Test
    void waits_neither_for_a_peer_that_says_nothing_nor_for_a_desk_that_does_not_answer() throws IOException {
        try (var silent = new RtmpClient(port);
                var unanswered = publisher("never")) {
            assertThat(silent.lastWords()).isEmpty();
            assertThat(unanswered.lastWords()).doesNotContain("Publish.Start");
        }
    }

    @Test
    void gives_up_a_publisher_that_stops_sending() throws IOException {
        try (var client = publisher("good")) {
            client.tag(video(0, 0x17, 1));

            client.lastWords();
            await().atMost(Duration.ofSeconds(2)).until(() -> closed.get() == 1);
            assertThat(taken).hasSize(1);
        }
    }

    @Test
    void gives_up_a_publisher_that_stops_reading() throws IOException {
        try (var client = publisher("good")) {
            var flooded = new AtomicInteger();
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        try {
                            for (int i = 0; i < 5_000; i++) {
                                client.ping();
                            }
                        } catch (IOException hungUp) {
                            return true;
                        }
                        return flooded.incrementAndGet() > 1_000;
                    });

            assertThat(flooded.get()).isLessThan(1_000);
            await().atMost(Duration.ofSeconds(2)).until(() -> closed.get() == 1);
        }
    }

    @Test
    void takes_no_codec_that_it_cannot_pass_on() throws IOException {
        try (var client = publisher("good")) {
            client.tag(video(0, 0x17, 1));
            client.tag(video(40, 0x12, 1));

            client.lastWords();
            assertThat(taken).hasSize(1);
        }
    }

    @Test
    void takes_no_message_beyond_its_bound() throws IOException {
        try (var client = publisher("good")) {
            client.tag(video(0, 0x17, 1));
            client.announce(RtmpMessage.VIDEO, 1, 40, 100_001);

            client.lastWords();
            assertThat(taken).hasSize(1);
        }
    }

    @Test
    void lets_one_address_have_so_many_connections_and_forgets_those_that_left() throws IOException {
        try (var first = publisher("good");
                var second = publisher("good");
                var third = publisher("good")) {
            try (var fourth = new RtmpClient(port)) {
                assertThat(fourth.lastWords()).isEmpty();
            }
            first.hangUp();
            await().atMost(Duration.ofSeconds(2)).until(() -> closed.get() == 1);

            try (var next = publisher("good")) {
                next.tag(video(0, 0x17, 1));
                await().atMost(Duration.ofSeconds(2)).until(() -> !taken.isEmpty());
            }
            second.ping();
            third.ping();
        }
    }
}
