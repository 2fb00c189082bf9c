package pro.livestream.payment.transaction;

import java.util.Locale;

/** Where a transaction stands, by the provider's word. */
public enum TransactionStatus {
    CREATED,
    REQUIRES_ACTION,
    SUCCEEDED,
    FAILED,
    REFUNDED,
    DISPUTED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TransactionStatus named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** The money has not come, but may. */
    boolean isOpen() {
        return switch (this) {
            case CREATED, REQUIRES_ACTION, FAILED -> true;
            case SUCCEEDED, REFUNDED, DISPUTED -> false;
        };
    }
}
