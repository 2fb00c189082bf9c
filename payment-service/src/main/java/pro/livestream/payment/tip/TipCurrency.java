package pro.livestream.payment.tip;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A currency in which people may tip: its least amount as Stripe charges it (docs.stripe.com/currencies), in the minor
 * unit, of which {@code minorDigits} make a major one.
 */
record TipCurrency(String code, int minorDigits, long minimum) {
    private static final long MAXIMUM_IN_MINIMA = 10_000;
    /** Stripe takes eight digits at most. */
    private static final long PROVIDER_MAXIMUM = 99_999_999;

    private static final Map<String, TipCurrency> ALL = all(
            new TipCurrency("AUD", 2, 50),
            new TipCurrency("BRL", 2, 50),
            new TipCurrency("CAD", 2, 50),
            new TipCurrency("CHF", 2, 50),
            new TipCurrency("DKK", 2, 250),
            new TipCurrency("EUR", 2, 50),
            new TipCurrency("GBP", 2, 30),
            new TipCurrency("HKD", 2, 400),
            new TipCurrency("JPY", 0, 50),
            new TipCurrency("MXN", 2, 1_000),
            new TipCurrency("MYR", 2, 200),
            new TipCurrency("NOK", 2, 300),
            new TipCurrency("NZD", 2, 50),
            new TipCurrency("SEK", 2, 300),
            new TipCurrency("SGD", 2, 50),
            new TipCurrency("USD", 2, 50));

    static Optional<TipCurrency> named(String code) {
        return Optional.ofNullable(ALL.get(code));
    }

    static Iterable<TipCurrency> supported() {
        return ALL.values();
    }

    long maximum(Map<String, Long> configured) {
        return Math.min(PROVIDER_MAXIMUM, configured.getOrDefault(code, minimum * MAXIMUM_IN_MINIMA));
    }

    private static Map<String, TipCurrency> all(TipCurrency... currencies) {
        var all = new TreeMap<String, TipCurrency>();
        for (var currency : currencies) {
            all.put(currency.code(), currency);
        }
        return all;
    }
}
