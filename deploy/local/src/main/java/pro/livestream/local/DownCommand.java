package pro.livestream.local;

import java.time.Duration;
import pro.livestream.local.process.Leftovers;
import pro.livestream.local.process.Program;
import pro.livestream.local.process.Signals;

/** {@code down --data DIR}: ends the launcher, which ends the rest, and then what an earlier launcher left. */
final class DownCommand {
    private static final Duration GRACE = Duration.ofSeconds(90);

    private final DataFolder data;

    DownCommand(Arguments arguments) {
        this.data = DataFolder.of(arguments);
    }

    int run() {
        DemoCommand.end(data);
        var launcher = data.livingLauncher();
        launcher.flatMap(entry -> entry.key().handle())
                .ifPresent(process -> Signals.end(process, Program.StopSignal.TERM, GRACE));
        var left = Leftovers.end(data.processes());
        data.removeLauncher();
        data.summary().toFile().delete();
        if (launcher.isEmpty() && left.isEmpty()) {
            System.out.println("Nothing was running.");
        } else {
            System.out.println("Stopped.");
        }
        return 0;
    }
}
