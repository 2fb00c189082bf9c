package pro.livestream.local.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process: asks it first, and ends it by force when the grace is over. */
public final class Signals {
    private static final Duration AFTER_FORCE = Duration.ofSeconds(5);

    private Signals() {}

    public static void end(ProcessHandle process, Program.StopSignal signal, Duration grace) {
        switch (signal) {
            case TERM -> process.destroy();
            case INT -> interrupt(process.pid());
        }
        if (!endsWithin(process, grace)) {
            process.destroyForcibly();
            endsWithin(process, AFTER_FORCE);
        }
    }

    /** Java sends TERM and KILL only. */
    private static void interrupt(long pid) {
        try {
            new ProcessBuilder("sh", "-c", "kill -INT " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
        } catch (IOException noShell) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
    }

    private static boolean endsWithin(ProcessHandle process, Duration time) {
        try {
            process.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
