package pro.livestream.payment.transaction;

import java.util.Locale;

/** How the payer's bank and we stand. */
enum DisputeState {
    OPENED,
    WON,
    LOST;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DisputeState named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
