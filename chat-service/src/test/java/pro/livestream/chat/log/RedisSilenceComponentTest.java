package pro.livestream.chat.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;

/** A connection through which nothing comes any more, though both ends believe in it: as behind a router that forgot it. */
@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class RedisSilenceComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Vertx vertx;

    @Inject
    CoreLoop loop;

    @Inject
    LogConfig config;

    @Inject
    @ConfigProperty(name = "quarkus.redis.hosts")
    String redisUrl;

    private final List<Forwarded> connections = new CopyOnWriteArrayList<>();

    /** One connection to Redis, by way of the test. */
    private static final class Forwarded {
        private volatile boolean subscribes;
        private volatile boolean silent;
    }

    @Test
    void theLogListensAnewWhereNothingIsHeardAnyMore() {
        var router = router();
        var log =
                new RoomLog(vertx, loop, config, "redis://127.0.0.1:" + router.actualPort(), new SimpleMeterRegistry());
        var room = new RoomKey("localhost", UUID.randomUUID());
        var heard = new ArrayList<RoomEntry>();
        log.start(text -> {});
        try {
            await().atMost(PATIENCE).until(log::isUp);
            loop.execute(() -> log.subscribe(room, heard::add));
            await().atMost(PATIENCE).until(() -> isHeard(log, room, heard));

            var listening = connections.stream().filter(one -> one.subscribes).toList();
            assertThat(listening).hasSize(1);
            listening.getFirst().silent = true;

            await().atMost(PATIENCE).until(() -> isHeard(log, room, heard));
            assertThat(connections.stream().filter(one -> one.subscribes)).hasSize(2);
        } finally {
            log.stop();
            router.close();
        }
    }

    private boolean isHeard(RoomLog log, RoomKey room, List<RoomEntry> heard) {
        var entry = new RoomEntry(RoomEntry.Kind.NOTICED, Position.START, UUID.randomUUID(), UUID.randomUUID(), "{}");
        loop.execute(() -> log.signal(room, entry, 0));
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        return loop.uni(() -> io.vertx.core.Future.succeededFuture(
                        heard.stream().anyMatch(one -> one.id().equals(entry.id()))))
                .await()
                .atMost(PATIENCE);
    }

    private NetServer router() {
        var redis = URI.create(redisUrl.split(",", -1)[0].strip());
        var server = vertx.createNetServer().connectHandler(client -> {
            client.pause();
            vertx.createNetClient()
                    .connect(redis.getPort(), redis.getHost())
                    .onSuccess(behind -> forward(client, behind))
                    .onFailure(failure -> client.close());
        });
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private void forward(NetSocket client, NetSocket redis) {
        var connection = new Forwarded();
        connections.add(connection);
        client.handler(bytes -> {
            connection.subscribes |= bytes.toString().toLowerCase(Locale.ROOT).contains("subscribe");
            if (!connection.silent) {
                redis.write(bytes);
            }
        });
        redis.handler(bytes -> {
            if (!connection.silent) {
                client.write(bytes);
            }
        });
        client.closeHandler(end -> redis.close());
        redis.closeHandler(end -> client.close());
        client.resume();
    }
}
