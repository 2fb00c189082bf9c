package pro.livestream.payment.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a provider says about a payment; facts come in any order and repeatedly. Amounts in minor units. */
public sealed interface ProviderFact {

    /** When the provider noticed it; its clock, to the second. */
    Instant at();

    /** The money is there. */
    record Succeeded(Instant at, long amount, String currency) implements ProviderFact {}

    /** The payer must pass the bank's challenge. */
    record ActionRequired(Instant at) implements ProviderFact {}

    /** A try failed; the payer may try again with another card. */
    record Failed(Instant at, String code) implements ProviderFact {}

    /** The payment was called off for good. */
    record Canceled(Instant at) implements ProviderFact {}

    /** So much has been given back in all. */
    record Refunded(Instant at, long total, @Nullable String reason) implements ProviderFact {}

    /** The payer's bank withdrew money. */
    record DisputeOpened(Instant at, String disputeId, long amount) implements ProviderFact {}

    /** The dispute was decided. */
    record DisputeClosed(Instant at, String disputeId, long amount, boolean won) implements ProviderFact {}
}
