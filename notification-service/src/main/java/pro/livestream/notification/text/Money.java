package pro.livestream.notification.text;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/** Amounts in words. */
public final class Money {
    private Money() {}

    /** {@code amount} in the currency's minor unit, as people of that language write it. */
    public static String format(String language, long amount, String currencyCode) {
        try {
            var currency = Currency.getInstance(currencyCode);
            var digits = Math.max(0, currency.getDefaultFractionDigits());
            var format = NumberFormat.getCurrencyInstance(Locale.forLanguageTag(language));
            format.setCurrency(currency);
            format.setMinimumFractionDigits(digits);
            format.setMaximumFractionDigits(digits);
            return format.format(BigDecimal.valueOf(amount, digits));
        } catch (IllegalArgumentException unknownCurrency) {
            return amount + " " + currencyCode;
        }
    }
}
