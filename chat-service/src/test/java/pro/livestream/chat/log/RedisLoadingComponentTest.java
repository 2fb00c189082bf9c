package pro.livestream.chat.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;

/** A Redis that is back answers that it loads, for as long as its append-only file is long. */
@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class RedisLoadingComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ENTRIES = 300_000;
    private static final int MICROSECONDS_PER_ENTRY = 100;

    @Inject
    Vertx vertx;

    @Inject
    CoreLoop loop;

    @Inject
    LogConfig config;

    @Inject
    @ConfigProperty(name = "quarkus.redis.hosts")
    String redisUrl;

    @TempDir
    Path folder;

    @Test
    void theLogIsUpWhenARedisThatWasFoundLoadingHasLoaded() throws IOException {
        var port = freePort();
        Files.writeString(
                folder.resolve("appendonly.aof"),
                "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n".repeat(ENTRIES),
                StandardCharsets.US_ASCII);
        var server = start(port);
        var log = new RoomLog(vertx, loop, config, "redis://127.0.0.1:" + port, new SimpleMeterRegistry());
        try {
            await().atMost(PATIENCE).until(() -> ask(port, "INFO persistence").contains("\nloading:1"));
            log.start(text -> {});
            // it is loaded before anybody asks again
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> ask(port, "INFO errorstats").contains("errorstat_LOADING"));
            assertThat(ask(port, "CONFIG SET key-load-delay 0")).startsWith("+OK");

            await().atMost(PATIENCE).until(log::isUp);
        } finally {
            log.stop();
            server.destroyForcibly();
        }
    }

    /** The same program as that of the Redis that the tests share. */
    private Process start(int port) throws IOException {
        var shared = Redis.createClient(vertx, redisUrl);
        var info = shared.send(Request.cmd(Command.INFO).arg("server"))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        shared.close();
        var program = String.valueOf(info)
                .lines()
                .filter(line -> line.startsWith("executable:"))
                .map(line -> line.substring("executable:".length()).strip())
                .findFirst()
                .orElseThrow();
        var settings =
                Files.writeString(folder.resolve("redis.conf"), """
                bind 127.0.0.1
                port %d
                dir %s
                appendonly yes
                save ""
                key-load-delay %d
                """.formatted(port, folder, MICROSECONDS_PER_ENTRY));
        return new ProcessBuilder(program, settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
    }

    private static String ask(int port, String command) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException notYet) {
            return "";
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
