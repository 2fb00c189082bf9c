package pro.livestream.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends on an open schedule that never waits for the server: evenly over rooms and over each room's senders. */
final class Speaking {
    private static final long TURN_NANOS = 100_000;

    private final Links links;
    private final Step step;
    private final byte[] before;
    private final byte[] after;
    private final Latencies lag = new Latencies();
    private final double perSecond;
    private long start;
    private long until;
    private long turn;
    private int number;
    private long expected;

    Speaking(Links links, Step step) {
        this.links = links;
        this.step = step;
        var parts = links.target().message();
        int at = parts.indexOf("{text}");
        this.before = parts.substring(0, at).getBytes(StandardCharsets.UTF_8);
        this.after = parts.substring(at + "{text}".length()).getBytes(StandardCharsets.UTF_8);
        this.perSecond = step.ratePerRoom() * links.rooms();
    }

    /** How late messages left after their time. */
    Latencies lag() {
        return lag;
    }

    /** Deliveries that should follow from what was sent since {@link #speak} was called last. */
    long expected() {
        return expected;
    }

    /** Messages sent by this object so far. */
    int sent() {
        return number;
    }

    /** Speaks for so long. */
    void speak(long nanos) throws InterruptedException {
        var done = new CompletableFuture<Void>();
        links.loop().execute(() -> {
            start = System.nanoTime();
            until = start + nanos;
            turn = 0;
            expected = 0;
            lag.clear();
            turn(done);
        });
        Links.await(done, TimeUnit.NANOSECONDS.toSeconds(nanos) + 120);
    }

    private void turn(CompletableFuture<Void> done) {
        long now = System.nanoTime();
        while (true) {
            long due = start + (long) (turn * 1e9 / perSecond);
            if (due >= until) {
                done.complete(null);
                return;
            }
            if (due > now) {
                var _ = links.loop()
                        .schedule(() -> turn(done), Math.min(due - now, 20 * TURN_NANOS), TimeUnit.NANOSECONDS);
                return;
            }
            say(due);
            turn++;
        }
    }

    private void say(long due) {
        int room = (int) (turn % links.rooms());
        int sender = (int) (turn / links.rooms() % step.sendersPerRoom());
        List<Link> all = links.all();
        int index = room + sender * links.rooms();
        if (index >= all.size()) {
            return;
        }
        long now = System.nanoTime();
        lag.take((now - due) / 1000);
        all.get(index).send(message(now));
        expected += all.size() / links.rooms() + (room < all.size() % links.rooms() ? 1 : 0);
    }

    private byte[] message(long now) {
        var text = Stamp.text(now, number++, step.textBytes());
        var message = new byte[before.length + text.length + after.length];
        System.arraycopy(before, 0, message, 0, before.length);
        System.arraycopy(text, 0, message, before.length, text.length);
        System.arraycopy(after, 0, message, before.length + text.length, after.length);
        return message;
    }
}
