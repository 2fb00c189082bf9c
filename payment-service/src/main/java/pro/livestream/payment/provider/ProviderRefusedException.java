package pro.livestream.payment.provider;

import org.jspecify.annotations.Nullable;

/** The provider said no for good; {@code code} and {@code param} are its own words. */
public final class ProviderRefusedException extends RuntimeException {
    private final String code;
    private final @Nullable String param;

    public ProviderRefusedException(String code, @Nullable String param, String message) {
        super(code + ": " + message, null, false, false);
        this.code = code;
        this.param = param;
    }

    public String code() {
        return code;
    }

    public @Nullable String param() {
        return param;
    }
}
