package pro.livestream.payment.provider;

/** A message that the provider did not sign, or not recently. */
public final class SignatureRefusedException extends RuntimeException {
    public SignatureRefusedException(String message) {
        super(message, null, false, false);
    }
}
