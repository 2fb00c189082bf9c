package pro.livestream.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedTest {
    @TempDir
    Path folder;

    @Test
    void anotherProcessOnThePortDoesNotAnswerForTheChild() throws IOException {
        var port = new Ports().any();
        var program = program(port, Duration.ofSeconds(2), "sleep", "30");
        try (var guard = new Guard();
                var other = new LateListener(port)) {
            var supervised = supervised(program, guard);

            var failure = String.valueOf(
                    assertThrows(StartFailure.class, supervised::start).getMessage());

            assertTrue(failure.startsWith("sleeper is not ready after 2 s."), failure);
            assertTrue(other.isListening());
        }
    }

    @Test
    void aTakenPortIsRefusedBeforeTheStart() throws IOException {
        try (var guard = new Guard();
                var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var supervised = supervised(program(taken.getLocalPort(), Duration.ofSeconds(2), "sleep", "30"), guard);

            var failure = String.valueOf(
                    assertThrows(StartFailure.class, supervised::start).getMessage());

            assertTrue(failure.contains("taken by process "), failure);
            assertEquals(0, supervised.pid());
        }
    }

    @Test
    void whatEndsAtOnceIsReportedWithItsLastWords() {
        try (var guard = new Guard()) {
            var supervised = supervised(program(0, Duration.ofSeconds(20), "sh", "-c", "echo no luck; exit 3"), guard);

            var failure = String.valueOf(
                    assertThrows(StartFailure.class, supervised::start).getMessage());

            assertTrue(failure.startsWith("sleeper ended with code 3."), failure);
            assertTrue(failure.endsWith("no luck"), failure);
        }
    }

    @Test
    void whatIsHeldStaysAwayUntilItIsLetGo() throws Exception {
        var records = new ProcessRecords(folder.resolve("run"));
        var held = folder.resolve("run").resolve("sleeper.held");
        try (var guard = new Guard()) {
            var supervised = restarting(
                    new Program(
                            "sleeper",
                            List.of("sleep", "30"),
                            Map.of(),
                            folder,
                            List.of(new Program.Endpoint("sleeper", 0, "")),
                            () -> true,
                            Program.StopSignal.TERM,
                            Duration.ofSeconds(20)),
                    guard);
            supervised.start();
            var first = supervised.pid();
            Files.createFile(held);

            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            awaitState(records, ProcessRecord.State.RESTARTING);
            Thread.sleep(1_000);
            assertEquals(
                    ProcessRecord.State.RESTARTING,
                    records.find("sleeper").orElseThrow().state());
            Files.delete(held);
            awaitState(records, ProcessRecord.State.READY);
            assertNotEquals(first, supervised.pid());
            supervised.stop(Duration.ofSeconds(5));
        }
    }

    private static void awaitState(ProcessRecords records, ProcessRecord.State state) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (records.find("sleeper").filter(found -> found.state() == state).isEmpty()) {
            assertTrue(System.nanoTime() < deadline, "never " + state);
            Thread.sleep(20);
        }
    }

    private Supervised restarting(Program program, Guard guard) {
        return supervised(program, guard, true, Duration.ofMillis(100));
    }

    private Supervised supervised(Program program, Guard guard) {
        return supervised(program, guard, false, Duration.ofSeconds(1));
    }

    private Supervised supervised(Program program, Guard guard, boolean restarting, Duration backOff) {
        return new Supervised(
                program,
                0,
                new Supervised.Surroundings(
                        folder.resolve("logs"),
                        new ProcessRecords(folder.resolve("run")),
                        guard,
                        (name, what) -> {},
                        restarting,
                        backOff));
    }

    private Program program(int port, Duration readyWithin, String... command) {
        Readiness always = () -> port != 0;
        return new Program(
                "sleeper",
                List.of(command),
                Map.of(),
                folder,
                List.of(new Program.Endpoint("sleeper", port, "")),
                always,
                Program.StopSignal.TERM,
                readyWithin);
    }

    /** Listens after the check of the port, as soon as the child is known, and before the child could. */
    private final class LateListener implements AutoCloseable {
        private final Thread thread;
        private volatile boolean listening;

        LateListener(int port) {
            thread = Thread.ofVirtual().start(() -> {
                var records = new ProcessRecords(folder.resolve("run"));
                while (records.list().isEmpty() && !Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
                try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                    listening = true;
                    socket.accept();
                } catch (IOException ended) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        boolean isListening() {
            return listening;
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}
