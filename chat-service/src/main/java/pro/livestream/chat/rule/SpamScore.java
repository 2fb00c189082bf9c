package pro.livestream.chat.rule;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How much the latest messages of one user look like spam, from 0 to 100. The sum of: 30 for each of the user's messages of the
 * last 30 s with the same folded text, at most 90; for capitals, where there are ten letters with case or more, 80 times
 * the share beyond one half, at most 40; for flood, 10 for each message of the last 10 s beyond five, at most 50.
 */
public final class SpamScore {

    public static final int MAX = 100;
    private static final long REPEAT_MS = 30_000;
    private static final long FLOOD_MS = 10_000;
    private static final int KEPT_MAX = 20;
    private static final int CAPS_LETTERS_MIN = 10;

    private final Deque<Said> latest = new ArrayDeque<>();

    private record Said(int text, long atMs) {}

    /** Scores a message and remembers it. */
    public int add(String text, FoldedText folded, long nowMs) {
        while (!latest.isEmpty() && nowMs - latest.getFirst().atMs > REPEAT_MS) {
            latest.removeFirst();
        }
        int hash = folded.folded().replaceAll("\\s+", " ").hashCode();
        long repeats = latest.stream().filter(said -> said.text == hash).count();
        long recent =
                latest.stream().filter(said -> nowMs - said.atMs <= FLOOD_MS).count();
        latest.addLast(new Said(hash, nowMs));
        if (latest.size() > KEPT_MAX) {
            latest.removeFirst();
        }
        long score = Math.min(90, repeats * 30) + caps(text) + Math.min(50, Math.max(0, recent + 1 - 5) * 10);
        return (int) Math.min(MAX, score);
    }

    private static int caps(String text) {
        int upper = 0;
        int cased = 0;
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (Character.isUpperCase(one)) {
                upper++;
                cased++;
            } else if (Character.isLowerCase(one)) {
                cased++;
            }
        }
        return cased < CAPS_LETTERS_MIN ? 0 : (int) Math.max(0, Math.round(80.0 * (2 * upper - cased) / (2 * cased)));
    }
}
