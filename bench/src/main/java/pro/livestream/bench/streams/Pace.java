package pro.livestream.bench.streams;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntFunction;

/**
 * Requests on an open schedule: each is due at its moment whether those before it were answered or not, and its latency counts
 * from there. Connections are kept; who waits for one is late, and counted as such.
 *
 * @param rate requests a second
 */
record Pace(int rate, int seconds) {
    private static final int CONNECTIONS = 256;

    /**
     * @param tookSeconds from the first request until the last answer
     * @param failed answers other than 200, and none
     */
    record Outcome(AtomicLongArray nanos, double tookSeconds, int failed) {
        int requests() {
            return nanos.length();
        }

        /** Milliseconds within which the share of the requests was answered whose number leaves the rest on division. */
        double millis(double share, int divisor, int rest) {
            var some = new long[(nanos.length() - rest + divisor - 1) / divisor];
            for (int i = 0; i < some.length; i++) {
                some[i] = nanos.get(i * divisor + rest);
            }
            Arrays.sort(some);
            return some[(int) ((some.length - 1) * share)] / 1e6;
        }

        double millis(double share) {
            return millis(share, 1, 0);
        }
    }

    Outcome of(IntFunction<CompletableFuture<HttpResponse<String>>> request) throws InterruptedException {
        int total = rate * seconds;
        var nanos = new AtomicLongArray(total);
        var failed = new AtomicInteger();
        var done = new ArrayList<CompletableFuture<?>>(total);
        var turns = new Semaphore(CONNECTIONS);
        long start = System.nanoTime();
        for (int i = 0; i < total; i++) {
            int number = i;
            long due = start + (long) (i * 1e9 / rate);
            long ahead = due - System.nanoTime();
            if (ahead > 0) {
                TimeUnit.NANOSECONDS.sleep(ahead);
            }
            turns.acquire();
            done.add(request.apply(number).handle((answer, failure) -> {
                turns.release();
                nanos.set(number, System.nanoTime() - due);
                if (failure != null || answer.statusCode() != 200) {
                    failed.incrementAndGet();
                }
                return null;
            }));
        }
        done.forEach(CompletableFuture::join);
        return new Outcome(nanos, (System.nanoTime() - start) / 1e9, failed.get());
    }
}
