package pro.livestream.local;

import java.nio.file.Path;
import java.util.Optional;
import pro.livestream.local.process.ProcessRecord;
import pro.livestream.local.process.ProcessRecords;

/** Where a suite keeps its data and what is known about its processes. */
record DataFolder(Path path) {
    private static final String LAUNCHER = "launcher";

    static DataFolder of(Arguments arguments) {
        return new DataFolder(
                Path.of(arguments.required("--data")).toAbsolutePath().normalize());
    }

    Path logs() {
        return path.resolve("logs");
    }

    /** The file whose lock a launcher holds as long as it lives. */
    Path lock() {
        return path.resolve("run").resolve("lock");
    }

    /** Made when everything is ready: what {@code up} prints then. */
    Path summary() {
        return path.resolve("run").resolve("summary.txt");
    }

    ProcessRecords processes() {
        return new ProcessRecords(path.resolve("run"));
    }

    /** The launcher itself is recorded apart: it is not one of the suite's processes. */
    ProcessRecords launchers() {
        return new ProcessRecords(path.resolve("run").resolve("launcher"));
    }

    Optional<ProcessRecord> launcher() {
        return launchers().find(LAUNCHER);
    }

    Optional<ProcessRecord> livingLauncher() {
        return launcher().filter(entry -> entry.key().isAlive());
    }

    void writeLauncher(ProcessRecord.State state, String url) {
        var key = pro.livestream.local.process.ProcessKey.of(
                        ProcessHandle.current().pid())
                .orElseThrow();
        launchers().write(new ProcessRecord(0, LAUNCHER, key, 0, url, state));
    }

    void removeLauncher() {
        launchers().remove(LAUNCHER);
    }
}
