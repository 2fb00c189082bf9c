package pro.livestream.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pro.livestream.local.process.ProcessRecord.State;

class ProcessRecordsTest {
    @TempDir
    Path folder;

    @Test
    void recordsAreReadBackInTheOrderOfTheirStart() {
        var records = new ProcessRecords(folder);
        var gateway = record(100, "gateway", own());
        var postgres = record(0, "postgres", own());

        records.write(gateway);
        records.write(postgres);

        assertEquals(List.of(postgres, gateway), records.list());
    }

    @Test
    void halfAFileIsNoRecord() throws IOException {
        Files.writeString(folder.resolve("redis.process"), "order=x\nname=redis\n");

        assertEquals(List.of(), new ProcessRecords(folder).list());
    }

    @Test
    void aProcessIdGivenToAnotherIsNotThatProcess() {
        var earlier = new ProcessKey(own().pid(), "before this one began");

        assertTrue(own().isAlive());
        assertFalse(earlier.isAlive());
        assertEquals(State.DOWN, record(0, "redis", earlier).asOfNow(false).state());
    }

    @Test
    void whatEndedAndIsToBeStartedAgainIsRestartingOnlyWhileSomebodyWatches() {
        var ended = new ProcessRecord(0, "redis", new ProcessKey(1, "long ago"), 1, "", State.RESTARTING);

        assertEquals(State.RESTARTING, ended.asOfNow(true).state());
        assertEquals(State.DOWN, ended.asOfNow(false).state());
    }

    @Test
    void leftoversAreEndedByIdAndStartAndOthersAreLeftAlone() throws Exception {
        var left = new ProcessBuilder("sleep", "60").start();
        var stranger = new ProcessBuilder("sleep", "60").start();
        var records = new ProcessRecords(folder);
        records.write(record(0, "redis", ProcessKey.of(left.pid()).orElseThrow()));
        records.write(record(1, "kafka", new ProcessKey(stranger.pid(), "another start")));

        var ended = Leftovers.end(records);

        assertEquals(List.of("redis"), ended);
        assertFalse(left.isAlive());
        assertTrue(stranger.isAlive());
        assertEquals(List.of(), records.list());
        stranger.destroy();
    }

    private static ProcessRecord record(int order, String name, ProcessKey key) {
        return new ProcessRecord(order, name, key, 4711, "http://127.0.0.1:4711", State.READY);
    }

    private static ProcessKey own() {
        return ProcessKey.of(ProcessHandle.current().pid()).orElseThrow();
    }
}
