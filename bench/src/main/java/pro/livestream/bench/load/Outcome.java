package pro.livestream.bench.load;

/** What a window came to. */
public record Outcome(
        long expected,
        Latencies latencies,
        long arrivedInWindow,
        double windowSeconds,
        double lagP99Ms,
        double clientBusy) {

    public long lost() {
        return expected - latencies.total();
    }

    public double perSecond() {
        return arrivedInWindow / windowSeconds;
    }
}
