package pro.livestream.chat.superchat;

import java.time.Duration;
import java.util.Map;

/** How much a tip is made of: the more it is, the longer it stays on top. */
enum SuperchatTier {
    FIRST(1, 1, Duration.ofSeconds(30)),
    SECOND(2, 2, Duration.ofMinutes(1)),
    THIRD(3, 5, Duration.ofMinutes(2)),
    FOURTH(4, 10, Duration.ofMinutes(5)),
    FIFTH(5, 20, Duration.ofMinutes(10)),
    SIXTH(6, 50, Duration.ofMinutes(30)),
    SEVENTH(7, 100, Duration.ofHours(1));

    /** What counts as one in a currency, in its minor unit: a round amount near a dollar. Others count 100. */
    private static final Map<String, Integer> ONE = Map.ofEntries(
            Map.entry("BRL", 500),
            Map.entry("DKK", 1_000),
            Map.entry("HKD", 1_000),
            Map.entry("MXN", 2_000),
            Map.entry("MYR", 500),
            Map.entry("NOK", 1_000),
            Map.entry("SEK", 1_000));

    private static final int ONE_ELSEWHERE = 100;

    private final int number;
    private final int from;
    private final Duration onTop;

    SuperchatTier(int number, int from, Duration onTop) {
        this.number = number;
        this.from = from;
        this.onTop = onTop;
    }

    /** {@code amount} in the minor unit of {@code currency}; the least of amounts is of the first tier. */
    static SuperchatTier of(long amount, String currency) {
        long whole = amount / ONE.getOrDefault(currency, ONE_ELSEWHERE);
        var tier = FIRST;
        for (var next : values()) {
            if (whole >= next.from) {
                tier = next;
            }
        }
        return tier;
    }

    /** 1 to 7. */
    int number() {
        return number;
    }

    Duration onTop() {
        return onTop;
    }
}
