package pro.livestream.payment.ledger;

import java.util.List;

/** Entries of one currency that sum to zero; {@code reference} tells apart postings of one kind for one transaction. */
public record Posting(Kind kind, String reference, String currency, List<Entry> entries) {

    /** Why money moved. */
    public enum Kind {
        TIP("tip"),
        REFUND("refund"),
        DISPUTE_OPENED("dispute_opened"),
        DISPUTE_WON("dispute_won");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    public Posting {
        entries = List.copyOf(entries);
        var sum = 0L;
        for (var entry : entries) {
            sum = Math.addExact(sum, entry.amount());
        }
        if (entries.size() < 2 || sum != 0) {
            throw new IllegalArgumentException("a posting has two entries or more and sums to zero");
        }
    }
}
