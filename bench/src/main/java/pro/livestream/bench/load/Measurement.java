package pro.livestream.bench.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One step over open connections: warm up, speak, wait for the last to arrive. */
public final class Measurement {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Measurement() {}

    /** Told at both ends of the window, for what else is measured then. */
    public interface Ends {
        void opened();

        void closed();
    }

    public static Outcome run(Links links, Step step, Ends ends) throws InterruptedException {
        var speaking = new Speaking(links, step);
        if (!step.warmUp().isZero()) {
            speaking.speak(step.warmUp().toNanos());
        }
        ends.opened();
        long start = System.nanoTime();
        long end = start + step.window().toNanos();
        links.ask(() -> {
            links.tally().open(start, end);
            return true;
        });
        long cpu = links.ask(THREADS::getCurrentThreadCpuTime);
        speaking.speak(step.window().toNanos());
        long used = links.ask(THREADS::getCurrentThreadCpuTime) - cpu;
        ends.closed();
        TimeUnit.NANOSECONDS.sleep(step.drain().toNanos());
        return links.ask(() -> new Outcome(
                speaking.expected(),
                links.tally().latencies().copy(),
                links.tally().arrivedInWindow(),
                step.window().toNanos() / 1e9,
                speaking.lag().quantileMs(0.99),
                (double) used / step.window().toNanos()));
    }

    /** One message in every room; answers how many of the expected deliveries arrived within the time. */
    public static Outcome once(Links links, int textBytes, long patienceS) throws InterruptedException {
        var step = new Step(1, 1, textBytes, Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(patienceS));
        return run(links, step, new Ends() {
            @Override
            public void opened() {
                // nothing else is measured
            }

            @Override
            public void closed() {
                // nothing else is measured
            }
        });
    }
}
