package pro.livestream.payment.ledger;

import java.util.ArrayList;
import java.util.UUID;

/**
 * The postings of one tip. A part of it that is taken back takes its share of the fee back; shares are cut from the whole,
 * so that parts add up to the whole to the last minor unit.
 */
public record TipLedger(String provider, UUID receiver, long amount, long fee, String currency) {

    public TipLedger {
        if (amount <= 0 || fee < 0 || fee > amount) {
            throw new IllegalArgumentException("an amount above zero and a fee within it");
        }
    }

    public Posting tip() {
        return posting(Posting.Kind.TIP, "tip", amount, fee);
    }

    /** {@code before} of the amount had been taken back, now {@code after} is: that part went to the payer. */
    public Posting refund(String reference, long before, long after) {
        return back(Posting.Kind.REFUND, reference, before, after);
    }

    /** The payer's bank withholds that part. */
    public Posting disputeOpened(String dispute, long before, long after) {
        return back(Posting.Kind.DISPUTE_OPENED, dispute, before, after);
    }

    /** The bank hands it out again. */
    public Posting disputeWon(String dispute, long before, long after) {
        return posting(Posting.Kind.DISPUTE_WON, dispute, after - before, feeOf(after) - feeOf(before));
    }

    private Posting back(Posting.Kind kind, String reference, long before, long after) {
        if (before < 0 || after <= before || after > amount) {
            throw new IllegalArgumentException("a part lies within the amount");
        }
        return posting(kind, reference, before - after, feeOf(before) - feeOf(after));
    }

    private Posting posting(Posting.Kind kind, String reference, long gross, long feePart) {
        var entries = new ArrayList<Entry>();
        entries.add(new Entry(Account.provider(provider), gross));
        if (feePart != 0) {
            entries.add(new Entry(Account.FEES, -feePart));
        }
        if (gross != feePart) {
            entries.add(new Entry(Account.broadcaster(receiver), feePart - gross));
        }
        return new Posting(kind, reference, currency, entries);
    }

    private long feeOf(long part) {
        return Math.multiplyExact(fee, part) / amount;
    }
}
