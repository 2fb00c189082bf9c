package pro.livestream.local.stripe;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Stripe's test cards ({@code pm_card_*}) do when they are charged. */
record TestCard(String id, boolean challenged, @Nullable Decline decline, Dispute dispute) {

    /** Why a bank says no: Stripe's code and the bank's. */
    record Decline(String code, String declineCode, String message) {}

    /** What happens after the charge. */
    enum Dispute {
        NONE,
        INQUIRY,
        CHARGEBACK
    }

    private static final Decline GENERIC = new Decline("card_declined", "generic_decline", "Your card was declined.");
    private static final Decline FUNDS =
            new Decline("card_declined", "insufficient_funds", "Your card has insufficient funds.");

    private static final Map<String, Decline> DECLINES = Map.ofEntries(
            Map.entry("chargeDeclined", GENERIC),
            Map.entry("chargeCustomerFail", GENERIC),
            Map.entry("chargeDeclinedInsufficientFunds", FUNDS),
            Map.entry("chargeDeclinedLostCard", new Decline("card_declined", "lost_card", "Your card was declined.")),
            Map.entry(
                    "chargeDeclinedStolenCard", new Decline("card_declined", "stolen_card", "Your card was declined.")),
            Map.entry(
                    "chargeDeclinedFraudulent", new Decline("card_declined", "fraudulent", "Your card was declined.")),
            Map.entry(
                    "chargeDeclinedExpiredCard", new Decline("expired_card", "expired_card", "Your card has expired.")),
            Map.entry(
                    "chargeDeclinedIncorrectCvc",
                    new Decline("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect.")),
            Map.entry(
                    "chargeDeclinedProcessingError",
                    new Decline(
                            "processing_error",
                            "processing_error",
                            "An error occurred while processing your card. Try again in a little bit.")),
            Map.entry(
                    "chargeDeclinedVelocityLimitExceeded",
                    new Decline("card_declined", "card_velocity_exceeded", "Your card was declined.")));

    private static final Map<String, Dispute> DISPUTES = Map.of(
            "createDispute", Dispute.CHARGEBACK,
            "createDisputeProductNotReceived", Dispute.CHARGEBACK,
            "createDisputeInquiry", Dispute.INQUIRY);

    /** What is no test card's name names no payment method. */
    static Optional<TestCard> named(String id) {
        if (!id.startsWith("pm_card_")) {
            return Optional.empty();
        }
        var kind = id.substring("pm_card_".length()).replaceFirst("^visa_", "");
        if (DECLINES.containsKey(kind)) {
            return Optional.of(new TestCard(id, false, DECLINES.get(kind), Dispute.NONE));
        }
        if (DISPUTES.containsKey(kind)) {
            return Optional.of(new TestCard(id, false, null, DISPUTES.getOrDefault(kind, Dispute.NONE)));
        }
        return switch (kind) {
            case "visa",
                    "debit",
                    "visa_debit",
                    "mastercard",
                    "mastercard_debit",
                    "mastercard_prepaid",
                    "amex",
                    "discover",
                    "diners",
                    "jcb",
                    "unionpay",
                    "threeDSecureOptional",
                    "threeDSecure2Optional" -> Optional.of(new TestCard(id, false, null, Dispute.NONE));
            case "authenticationRequired",
                    "authenticationRequiredOnSetup",
                    "authenticationRequiredSetupForOffSession",
                    "threeDSecure",
                    "threeDSecureRequired",
                    "threeDSecure2Required" -> Optional.of(new TestCard(id, true, null, Dispute.NONE));
            case "authenticationRequiredChargeDeclinedInsufficientFunds" ->
                Optional.of(new TestCard(id, true, FUNDS, Dispute.NONE));
            case "threeDSecureRequiredChargeDeclined" -> Optional.of(new TestCard(id, true, GENERIC, Dispute.NONE));
            default -> Optional.empty();
        };
    }
}
