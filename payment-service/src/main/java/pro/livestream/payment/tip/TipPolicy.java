package pro.livestream.payment.tip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.ErrorBody.FieldError;
import pro.livestream.platform.error.Refusal;

/** Which tips are acceptable, and the platform's share of them. */
final class TipPolicy {
    private static final int MESSAGE_LENGTH_MAX = 200;
    private static final int BASIS = 10_000;

    private final Map<String, Long> amountMax;
    private final List<FieldError> faults = new ArrayList<>();

    /** A tip whose every field is right. */
    record Tip(
            UUID streamId,
            long amount,
            String currency,
            @Nullable String message) {}

    private TipPolicy(Map<String, Long> amountMax) {
        this.amountMax = amountMax;
    }

    /** Refuses with all the fields at fault. */
    static Tip accept(TipDraft draft, Map<String, Long> amountMax) {
        var policy = new TipPolicy(amountMax);
        var stream = policy.stream(draft.streamId());
        var currency = policy.currency(draft.currency());
        policy.amount(draft.amount(), currency);
        var message = policy.message(draft.message());
        var amount = draft.amount();
        if (!policy.faults.isEmpty() || stream == null || currency == null || amount == null) {
            throw Refusal.validation(policy.faults).refused();
        }
        return new Tip(stream, amount, currency.code(), message);
    }

    /** Rounded down: the broadcaster has the rest. */
    static long fee(long amount, int basisPoints) {
        if (basisPoints < 0 || basisPoints > BASIS) {
            throw new IllegalArgumentException("basis points are 0 to " + BASIS);
        }
        return Math.multiplyExact(amount, basisPoints) / BASIS;
    }

    private @Nullable UUID stream(@Nullable String text) {
        try {
            return UUID.fromString(text == null ? "" : text);
        } catch (IllegalArgumentException wrong) {
            fault("stream_id", text == null ? "is required" : "must be a UUID");
            return null;
        }
    }

    private @Nullable TipCurrency currency(@Nullable String code) {
        var known = TipCurrency.named(code == null ? "" : code.toUpperCase(Locale.ROOT));
        if (known.isEmpty()) {
            fault("currency", code == null ? "is required" : "is not a currency in which one can tip");
        }
        return known.orElse(null);
    }

    private void amount(@Nullable Long amount, @Nullable TipCurrency currency) {
        if (amount == null) {
            fault("amount", "is required: a whole number of minor units");
        } else if (amount <= 0) {
            fault("amount", "must be above zero");
        } else if (currency != null) {
            var maximum = currency.maximum(amountMax);
            if (amount < currency.minimum() || amount > maximum) {
                fault(
                        "amount",
                        "must be from %d to %d in minor units of %s"
                                .formatted(currency.minimum(), maximum, currency.code()));
            }
        }
    }

    private @Nullable String message(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var message = text.strip();
        if (message.codePointCount(0, message.length()) > MESSAGE_LENGTH_MAX) {
            fault("message", "has at most " + MESSAGE_LENGTH_MAX + " characters");
        } else if (message.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            fault("message", "holds control characters");
        }
        return message;
    }

    private void fault(String field, String message) {
        faults.add(new FieldError(field, message));
    }
}
