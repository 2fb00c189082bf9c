package pro.livestream.local.process;

import java.time.Duration;
import java.util.List;

/** Ends what a launcher that was killed left running: by process id and start time, never by name. */
public final class Leftovers {
    private static final Duration GRACE = Duration.ofSeconds(8);

    private Leftovers() {}

    /** The names of the processes that had to be ended. */
    public static List<String> end(ProcessRecords records) {
        var left = records.list();
        var running = left.stream().filter(entry -> entry.key().isAlive()).toList();
        Stages.backwards(running, ProcessRecord::stage, Leftovers::end);
        left.forEach(entry -> records.remove(entry.name()));
        return running.stream().map(ProcessRecord::name).toList();
    }

    private static void end(ProcessRecord entry) {
        // PostgreSQL takes TERM as a wish to wait for its clients
        var signal = entry.name().equals("postgres") ? Program.StopSignal.INT : Program.StopSignal.TERM;
        entry.key().handle().ifPresent(process -> Signals.end(process, signal, GRACE));
    }
}
