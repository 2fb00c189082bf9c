package pro.livestream.payment.tip;

import org.jspecify.annotations.Nullable;

/** The body of a tip as it came; {@code amount} in the currency's minor unit. */
public record TipDraft(
        @Nullable String streamId,
        @Nullable Long amount,
        @Nullable String currency,
        @Nullable String message) {}
