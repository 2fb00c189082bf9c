package pro.livestream.payment.ledger;

import java.util.UUID;

/** Where money stands: what the provider holds for us (debit), what we owe broadcasters, what is ours (credit). */
public record Account(String name) {

    public static Account provider(String provider) {
        return new Account("provider:" + provider);
    }

    public static Account broadcaster(UUID userId) {
        return new Account("broadcaster:" + userId);
    }

    public static final Account FEES = new Account("platform:fees");
}
