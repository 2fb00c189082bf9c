package pro.livestream.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Drops all connections at once while others speak, brings them back with {@code resume}, and keeps book of every message on
 * every connection: by the number in its text, so that a missing or a doubled one is seen wherever it was lost.
 */
public final class Storming {
    private static final int NUMBERS_MAX = 4096;
    private static final byte[] WELCOME = ascii("{\"type\":\"welcome\"");
    private static final byte[] RESUMED = ascii("{\"type\":\"resumed\"");
    private static final byte[] COMMENT = ascii("{\"comment\":");
    private static final byte[] OFFSET = ascii("\"offset\":");
    private static final byte[] EPOCH = ascii("\"epoch\":\"");
    private static final byte[] RECOVERED = ascii("\"recovered\":true");

    private final Links crowd;
    private final Links speakers;
    private final Book[] books;
    private int back;
    private int notRecovered;
    private final CompletableFuture<Void> allBack = new CompletableFuture<>();

    /** What the storm came to. */
    public record Result(
            int connections,
            double openSeconds,
            double backSeconds,
            int notRecovered,
            long messages,
            long missing,
            long doubled) {}

    private static final class Book {
        private final long[] seen = new long[NUMBERS_MAX / 64];
        private String epoch = "";
        private long offset = -1;
        private boolean away;
        private long doubled;
    }

    /** {@code crowd} must not be open yet. */
    public Storming(Links crowd, int connections, Links speakers) {
        this.crowd = crowd;
        this.speakers = speakers;
        this.books = new Book[connections];
        Arrays.setAll(books, i -> new Book());
        crowd.watch(this::text);
    }

    /** Speaks for the whole time; the connections are dropped after {@code calm}. */
    public Result run(double rate, int senders, Duration calm, Duration patience) throws InterruptedException {
        var speaking = new Speaking(speakers, new Step(rate, senders, 100, Duration.ZERO, calm, Duration.ZERO));
        var whole = calm.plus(patience);
        var talk = new Thread(() -> speak(speaking, whole), "speaking");
        talk.start();
        TimeUnit.NANOSECONDS.sleep(calm.toNanos());
        long dropped = System.nanoTime();
        crowd.ask(() -> {
            for (var link : crowd.all()) {
                books[link.number()].away = true;
                link.drop();
            }
            return true;
        });
        crowd.connect(List.copyOf(crowd.all()), patience.toSeconds());
        double open = (System.nanoTime() - dropped) / 1e9;
        Links.await(allBack, patience.toSeconds());
        double resumed = (System.nanoTime() - dropped) / 1e9;
        talk.join();
        TimeUnit.SECONDS.sleep(3);
        return crowd.ask(() -> count(open, resumed, speaking.sent()));
    }

    private static void speak(Speaking speaking, Duration whole) {
        try {
            speaking.speak(whole.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Result count(double open, double resumed, int sent) {
        long missing = 0;
        long doubled = 0;
        for (var book : books) {
            long seen = Arrays.stream(book.seen).map(Long::bitCount).sum();
            missing += sent - seen;
            doubled += book.doubled;
        }
        return new Result(books.length, open, resumed, notRecovered, sent, missing, doubled);
    }

    private void text(Link link, ByteBuf buffer, int from, int to) {
        var book = books[link.number()];
        if (starts(buffer, from, to, COMMENT)) {
            note(book, buffer, from, to);
            if (!book.away) {
                book.offset = number(buffer, last(buffer, from, to, OFFSET), to);
            }
        } else if (starts(buffer, from, to, WELCOME)) {
            if (book.away) {
                link.send(
                        ascii("{\"type\":\"resume\",\"epoch\":\"" + book.epoch + "\",\"offset\":" + book.offset + "}"));
            }
        } else if (starts(buffer, from, to, RESUMED)) {
            resumed(book, buffer, from, to);
        }
        if (book.epoch.isEmpty()) {
            enter(book, buffer, from, to);
        }
    }

    private void resumed(Book book, ByteBuf buffer, int from, int to) {
        note(book, buffer, from, to);
        if (!book.away) {
            return;
        }
        book.away = false;
        if (find(buffer, from, to, RECOVERED) < 0) {
            notRecovered++;
        }
        if (++back == books.length) {
            allBack.complete(null);
        }
    }

    /** Learns where a connection stands from the first message that it sees; all begin before the first is sent. */
    private static void enter(Book book, ByteBuf buffer, int from, int to) {
        int at = find(buffer, from, to, EPOCH);
        if (at >= 0) {
            int end = buffer.indexOf(at + EPOCH.length, to, (byte) '"');
            book.epoch = buffer.toString(at + EPOCH.length, end - at - EPOCH.length, StandardCharsets.US_ASCII);
            book.offset = number(buffer, find(buffer, at, to, OFFSET), to);
        }
    }

    private static void note(Book book, ByteBuf buffer, int from, int to) {
        for (int at = Stamp.find(buffer, from, to); at >= 0; at = Stamp.find(buffer, at + Stamp.LENGTH, to)) {
            int number = Stamp.number(buffer, at);
            if (number >= NUMBERS_MAX) {
                continue;
            }
            long bit = 1L << (number & 63);
            if ((book.seen[number >> 6] & bit) != 0) {
                book.doubled++;
            }
            book.seen[number >> 6] |= bit;
        }
    }

    private static boolean starts(ByteBuf buffer, int from, int to, byte[] wanted) {
        if (to - from < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (buffer.getByte(from + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static int find(ByteBuf buffer, int from, int to, byte[] wanted) {
        for (int at = from; at + wanted.length <= to; at++) {
            at = buffer.indexOf(at, to, wanted[0]);
            if (at < 0) {
                return -1;
            }
            if (starts(buffer, at, to, wanted)) {
                return at;
            }
        }
        return -1;
    }

    private static int last(ByteBuf buffer, int from, int to, byte[] wanted) {
        for (int at = to - wanted.length; at >= from; at--) {
            if (starts(buffer, at, to, wanted)) {
                return at;
            }
        }
        return -1;
    }

    private static long number(ByteBuf buffer, int key, int to) {
        long value = 0;
        for (int at = key + OFFSET.length; key >= 0 && at < to; at++) {
            int digit = buffer.getByte(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
