package pro.livestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pro.livestream.local.process.ProcessRecord;
import pro.livestream.local.process.ProcessRecord.State;

class LauncherDeathTest {
    @TempDir
    Path folder;

    private final List<Process> launchers = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (var launcher : launchers) {
            launcher.destroy();
            launcher.waitFor(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aKilledLauncherLeavesNothingToASecondOne() throws Exception {
        // given
        var first = startServers();
        var before = servers();

        // when
        first.destroyForcibly().waitFor();
        Files.delete(folder.resolve("parts"));
        startServers();

        // then
        var after = servers();
        assertEquals(2, before.size());
        assertTrue(before.stream().noneMatch(server -> server.key().isAlive()));
        assertTrue(after.stream().allMatch(server -> server.key().isAlive()));
        assertEquals(
                List.of(State.READY, State.READY),
                after.stream().map(ProcessRecord::state).toList());
    }

    @Test
    void aKilledServerComesBackOnItsPort() throws Exception {
        // given
        startServers();
        var redis = data().processes().find("redis").orElseThrow();

        // when
        redis.key().handle().orElseThrow().destroyForcibly();

        // then
        var back = awaitAnother(redis);
        assertEquals(redis.port(), back.port());
        assertEquals(State.READY, back.state());
    }

    @Test
    void serversEndWhenWhoeverStartedThemIsGone() throws Exception {
        // given
        var launcher = startServers();
        var servers = servers();

        // when
        launcher.getOutputStream().close();

        // then
        assertTrue(launcher.waitFor(30, TimeUnit.SECONDS));
        assertTrue(servers.stream().noneMatch(server -> server.key().isAlive()));
        assertFalse(Files.exists(folder.resolve("parts")));
    }

    private ProcessRecord awaitAnother(ProcessRecord than) throws InterruptedException {
        for (var tenth = 0; tenth < 300; tenth++) {
            var now = data().processes().find(than.name());
            if (now.isPresent()
                    && !now.get().key().equals(than.key())
                    && now.get().state() == State.READY) {
                return now.get();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError(than.name() + " did not come back");
    }

    private List<ProcessRecord> servers() {
        return data().processes().list();
    }

    private DataFolder data() {
        return new DataFolder(folder.resolve("data"));
    }

    private Process startServers() throws IOException, InterruptedException {
        var file = folder.resolve("parts");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of("target", "classes") + ":" + Path.of("target", "lib", "*"),
                        "pro.livestream.local.Main",
                        "parts",
                        "--parts",
                        "postgres,redis",
                        "--data",
                        folder.resolve("data").toString(),
                        "--file",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment().put("LIVESTREAM_RESTART_DELAY_MS", "200");
        var launcher = builder.start();
        launchers.add(launcher);
        for (var tenth = 0; tenth < 600 && !Files.exists(file); tenth++) {
            if (launcher.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new AssertionError(Files.readString(folder.resolve("log")));
            }
        }
        return launcher;
    }
}
