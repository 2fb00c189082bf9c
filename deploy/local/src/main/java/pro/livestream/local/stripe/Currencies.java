package pro.livestream.local.stripe;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The least amounts that Stripe charges, in minor units, and how it words what lies outside. */
final class Currencies {
    private static final long MAXIMUM = 99_999_999;
    private static final Set<String> ZERO_DECIMAL = Set.of(
            "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof",
            "xpf");
    private static final Map<String, Long> MINIMUM = Map.ofEntries(
            Map.entry("usd", 50L),
            Map.entry("eur", 50L),
            Map.entry("jpy", 50L),
            Map.entry("aud", 50L),
            Map.entry("cad", 50L),
            Map.entry("chf", 50L),
            Map.entry("nzd", 50L),
            Map.entry("sgd", 50L),
            Map.entry("brl", 50L),
            Map.entry("gbp", 30L),
            Map.entry("dkk", 250L),
            Map.entry("sek", 300L),
            Map.entry("nok", 300L),
            Map.entry("hkd", 400L),
            Map.entry("mxn", 1000L),
            Map.entry("myr", 200L));

    private Currencies() {}

    static void check(String currency, long amount) {
        var minimum = MINIMUM.get(currency.toLowerCase(Locale.ROOT));
        if (minimum == null && !ZERO_DECIMAL.contains(currency.toLowerCase(Locale.ROOT))) {
            throw StripeFailure.invalid(null, "currency", "Invalid currency: " + currency);
        }
        if (amount < 1) {
            throw StripeFailure.invalid(
                    "parameter_invalid_integer", "amount", "This value must be greater than or equal to 1.");
        }
        if (minimum != null && amount < minimum) {
            throw StripeFailure.invalid(
                    "amount_too_small",
                    "amount",
                    "The amount must be greater than or equal to the minimum charge amount.");
        }
        if (amount > MAXIMUM) {
            throw StripeFailure.invalid("amount_too_large", "amount", "Amount must be no more than 99999999.");
        }
    }
}
