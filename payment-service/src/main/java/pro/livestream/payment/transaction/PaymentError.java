package pro.livestream.payment.transaction;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;

/** What can be refused about money, each with its answer on the wire. */
public sealed interface PaymentError {

    /** Also of a transaction that is not the caller's. */
    record UnknownTransaction() implements PaymentError {}

    /** The stream to be tipped. */
    record UnknownStream() implements PaymentError {}

    /** Nobody tips oneself. */
    record OwnStream() implements PaymentError {}

    /** More tips in a while than a person gives. */
    record TooManyTips(Duration retryAfter) implements PaymentError {}

    /** The payer may not take money back. */
    record NotReceiver() implements PaymentError {}

    /** Nothing to give back. */
    record NotRefundable(TransactionStatus status) implements PaymentError {}

    /** A field is wrong. */
    record Invalid(String field, String message) implements PaymentError {}

    /** The provider refused for good. */
    record RefusedByProvider(String code, @Nullable String field) implements PaymentError {}

    /** Nobody moves money at the moment. */
    record ProviderAway() implements PaymentError {}

    default RefusedException refused() {
        var refusal = switch (this) {
            case UnknownTransaction() -> Refusal.notFound("There is no such transaction");
            case UnknownStream() -> Refusal.notFound("There is no such stream");
            case OwnStream() -> Refusal.of(403, "OWN_STREAM", "You can't tip your own stream");
            case TooManyTips(var retryAfter) -> Refusal.rateLimited(retryAfter);
            case NotReceiver() -> Refusal.forbidden("Only the broadcaster or an administrator can refund a tip");
            case NotRefundable(var status) ->
                Refusal.conflict("NOT_REFUNDABLE", "The transaction is " + status.wireName());
            case Invalid(var field, var message) -> Refusal.validation(field, message);
            case RefusedByProvider(var code, var field) ->
                field != null && (field.equals("amount") || field.equals("currency"))
                        ? Refusal.validation(field, "is refused by the payment provider: " + code)
                        : Refusal.of(422, "PAYMENT_REFUSED", "The payment provider refuses: " + code);
            case ProviderAway() ->
                Refusal.unavailable("Payments are not possible right now; try again with the same Idempotency-Key");
        };
        return refusal.refused();
    }
}
