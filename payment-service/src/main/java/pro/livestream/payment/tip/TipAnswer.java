package pro.livestream.payment.tip;

import java.util.UUID;

/** A begun tip: with the secret, and nothing else, the payer's browser confirms it at the provider. */
public record TipAnswer(UUID transactionId, String status, String clientSecret) {

    TipAnswer(UUID transactionId, String clientSecret) {
        this(transactionId, "created", clientSecret);
    }

    @Override
    public String toString() {
        return "TipAnswer[" + transactionId + "]";
    }
}
