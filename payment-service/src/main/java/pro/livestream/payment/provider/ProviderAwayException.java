package pro.livestream.payment.provider;

/** The provider can't be reached or is overwhelmed: it may help to ask again. */
public final class ProviderAwayException extends RuntimeException {
    public ProviderAwayException(String message) {
        super(message, null, false, false);
    }
}
