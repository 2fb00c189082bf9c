package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Clients that flood, never read, send giants or are only half there: the others don't notice. */
@Isolated("measures how late messages are")
class HostileChatE2E {
    private static final Duration FOR = Duration.ofSeconds(8);
    private static final int OTHERS = 20;
    private static final int SILENT = 50;
    private static final int MALFORMED_PER_SECOND = 10_000;
    private static final int TURNS_PER_SECOND = 100;
    private static final int MEBIBYTE = 1024 * 1024;

    private final Person alice = Person.registered("alice");
    private final Person mallory = Person.registered("mallory");
    private final Queue<RawChat> open = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong giants = new AtomicLong();
    private final AtomicLong sentAway = new AtomicLong();

    @Test
    void twentyOthersSeeEveryMessageInTime() throws IOException {
        var stream = alice.post("/api/streams", Map.of("title", "Under attack")).text("stream_id");
        var first = Suite.running().process("chat-service").get("url").asText();
        var second = Suite.running().process("chat-service-2").get("url").asText();
        try (var crowd = Crowd.in(stream, OTHERS, n -> List.of(n % 2 == 0 ? first : second));
                var attackers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < SILENT; n++) {
                open.add(RawChat.open(first, mallory, stream, MEBIBYTE));
            }
            crowd.speak(Duration.ofSeconds(1));
            attackers.execute(() -> attack(first, stream, true, this::flood));
            attackers.execute(() -> attack(first, stream, false, this::flood));
            attackers.execute(() -> attack(first, stream, true, this::sendGiants));
            var began = System.nanoTime();
            await().atMost(FOR.multipliedBy(2)).until(() -> System.nanoTime() - began >= FOR.toNanos());
            ended.set(true);
            open.forEach(RawChat::close);
            crowd.fallSilent();

            crowd.sawEverythingInOneOrder();
            System.out.printf(
                    "%d malformed frames and %d of 1 MiB in %d s, %d clients sent away, %d silent: %d messages to %d others took %d ms at most, 99 %% of them %d ms%n",
                    malformed.get(),
                    giants.get(),
                    FOR.toSeconds(),
                    sentAway.get(),
                    SILENT,
                    crowd.acknowledged().size(),
                    OTHERS,
                    crowd.lateness(1).toMillis(),
                    crowd.lateness(0.99).toMillis());
            assertThat(malformed.get()).isGreaterThan(MALFORMED_PER_SECOND);
            assertThat(giants.get()).isPositive();
            assertThat(sentAway.get()).isPositive();
            assertThat(crowd.returns()).isZero();
            assertThat(crowd.lateness(0.99)).isLessThan(Duration.ofSeconds(1));
            assertThat(crowd.lateness(1)).isLessThan(Duration.ofSeconds(3));
        }
        await().until(() ->
                alice.put("/api/streams/" + stream + "/end", Map.of()).status() == 200);
    }

    @FunctionalInterface
    private interface Attack {
        void on(RawChat chat) throws IOException;
    }

    /** Again and again, whenever it is sent away. */
    private void attack(String node, String stream, boolean reads, Attack attack) {
        while (!ended.get()) {
            try (var chat = RawChat.open(node, mallory, stream, reads ? MEBIBYTE : 4096)) {
                open.add(chat);
                if (reads) {
                    chat.drain();
                }
                attack.on(chat);
            } catch (IOException dismissed) {
                sentAway.incrementAndGet();
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    /** Four that nobody understands, then one that is right, so that no five in a row end it. */
    private void flood(RawChat chat) throws IOException {
        var turn = new ByteArrayOutputStream();
        for (int n = 1; n <= MALFORMED_PER_SECOND / TURNS_PER_SECOND; n++) {
            turn.writeBytes(RawChat.frame("{\"type\":"));
            if (n % 4 == 0) {
                turn.writeBytes(RawChat.frame("{\"type\":\"ping\"}"));
            }
        }
        var next = System.nanoTime();
        while (!ended.get()) {
            chat.write(turn.toByteArray());
            malformed.addAndGet(MALFORMED_PER_SECOND / TURNS_PER_SECOND);
            next += Duration.ofSeconds(1).toNanos() / TURNS_PER_SECOND;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void sendGiants(RawChat chat) throws IOException {
        var giant = RawChat.frame("{\"type\":\"message\",\"text\":\"" + "x".repeat(MEBIBYTE) + "\"}");
        while (!ended.get()) {
            chat.write(giant);
            giants.incrementAndGet();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
