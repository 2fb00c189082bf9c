package pro.livestream.payment.provider;

/** A payment that the payer can now confirm with the provider; the secret is for the payer's browser only. */
public record PreparedPayment(String providerPaymentId, String clientSecret) {
    @Override
    public String toString() {
        return "PreparedPayment[" + providerPaymentId + "]";
    }
}
