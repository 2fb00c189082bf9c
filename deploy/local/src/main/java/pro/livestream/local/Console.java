package pro.livestream.local;

import java.io.PrintStream;
import java.time.Duration;

/** Lines for the person who waits, each with the time since the start. */
final class Console {
    private final PrintStream out;
    private final long began = System.nanoTime();

    Console(PrintStream out) {
        this.out = out;
    }

    double seconds() {
        return Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
    }

    void progress(String name, String what) {
        say("[%5.1f s] %-22s %s".formatted(seconds(), name, what));
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }
}
