package pro.livestream.payment.provider;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One message of a provider: {@code fact} is absent where it says nothing that concerns us. */
public record ProviderEvent(
        String eventId,
        String type,
        @Nullable PaymentReference payment,
        @Nullable ProviderFact fact) {

    /** What is to be done about it, if anything. */
    public Optional<ProviderFact> concern() {
        return payment == null ? Optional.empty() : Optional.ofNullable(fact);
    }
}
