package pro.livestream.bench.chat;

import java.time.Duration;
import pro.livestream.bench.load.Links;
import pro.livestream.bench.load.Step;
import pro.livestream.bench.load.Target;

/** The scenarios in which rooms speak at a steady rate: against our service or any other server. */
final class Steady {
    private static final int TEXT_BYTES = 100;
    /** What one user may send in a second, less some room for bursts. */
    private static final double PER_SENDER_MAX = 8;

    private static final long OPEN_WITHIN_S = 120;
    private static final double BUSY_P99_MS = 250;
    private static final double[] RISING = {200, 400, 700, 1000, 1300, 1600, 2000, 2500, 3000, 4000};

    /** How many connections in how many rooms, and each room's messages a second. */
    record Shape(String name, int conns, int rooms, double rate) {
        String describe(double perRoom) {
            return conns + " in " + rooms + (rooms == 1 ? " room, " : " rooms, ") + number(perRoom) + "/s"
                    + (rooms == 1 ? "" : " each");
        }

        private static String number(double rate) {
            return rate == Math.rint(rate) ? Long.toString((long) rate) : Double.toString(rate);
        }
    }

    static final Shape A = new Shape("A", 1_000, 1, 100);
    static final Shape B = new Shape("B", 10_000, 200, 5);
    static final Shape C = new Shape("C", 10_000, 1, 10);

    private final Server server;
    private final ChatOptions options;
    private final Report report;

    Steady(Server server, ChatOptions options, Report report) {
        this.server = server;
        this.options = options;
        this.report = report;
    }

    static int senders(double ratePerRoom) {
        return (int) Math.ceil(ratePerRoom / PER_SENDER_MAX);
    }

    /** Users that a shape's senders need: one for each sender of each room. */
    static int users(Shape shape, double ratePerRoom) {
        return Math.min(shape.conns(), shape.rooms() * senders(ratePerRoom));
    }

    Links open(Target target, Shape shape) throws InterruptedException {
        var links = new Links(target, shape.rooms(), options.spin());
        links.open(shape.conns(), OPEN_WITHIN_S);
        return links;
    }

    Measured step(String what, Links links, Shape shape, double rate, int warmUpS, int seconds)
            throws InterruptedException {
        var measured = server.measure(
                what,
                shape.describe(rate),
                links,
                new Step(
                        rate,
                        senders(rate),
                        TEXT_BYTES,
                        Duration.ofSeconds(warmUpS),
                        Duration.ofSeconds(seconds),
                        Duration.ofSeconds(2)));
        report.step(measured, server.service());
        return measured;
    }

    Measured whole(String what, Target target, Shape shape) throws InterruptedException {
        try (var links = open(target, shape)) {
            return step(what, links, shape, shape.rate(), options.warmUpSeconds(), options.seconds());
        }
    }

    /** Raises the rate until messages are late or lost; answers the highest throughput before that. */
    double saturate(String what, Target target, Shape shape) throws InterruptedException {
        double best = 0;
        try (var links = open(target, shape)) {
            for (double rate : RISING) {
                var measured = step(what, links, shape, rate, 3, options.seconds());
                if (measured.outcome().lost() > 0 || measured.p99() > BUSY_P99_MS) {
                    break;
                }
                best = Math.max(best, measured.outcome().perSecond());
            }
        }
        return best;
    }

    static int saturatingUsers() {
        return senders(RISING[RISING.length - 1]);
    }
}
