package pro.livestream.payment.ledger;

/** One line of a posting, in minor units: debit positive, credit negative. */
public record Entry(Account account, long amount) {
    public Entry {
        if (amount == 0) {
            throw new IllegalArgumentException("an entry of nothing");
        }
    }
}
