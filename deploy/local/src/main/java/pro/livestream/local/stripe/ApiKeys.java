package pro.livestream.local.stripe;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: the server with its secret key, or a browser with a publishable one. Any test key of that form will do, since
 * it is the client secret that lets a browser act.
 */
record ApiKeys(String secret, String publishable) {
    enum Caller {
        SERVER,
        BROWSER
    }

    /** {@code formKey} is the field {@code key}, in which browsers may send theirs. */
    Caller identify(@Nullable String authorization, @Nullable String formKey) {
        var key = formKey;
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            key = authorization.substring(7).strip();
        } else if (authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            key = basic(authorization.substring(6).strip());
        }
        if (key == null || key.isEmpty()) {
            throw StripeFailure.unauthenticated(
                    "You did not provide an API key. You need to provide your API key in the Authorization header, "
                            + "using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
        }
        if (key.equals(secret)) {
            return Caller.SERVER;
        }
        if (key.equals(publishable) || key.matches("pk_test_\\w+")) {
            return Caller.BROWSER;
        }
        throw StripeFailure.unauthenticated(
                "Invalid API Key provided: " + key.substring(0, Math.min(8, key.length())) + "****");
    }

    private static String basic(String encoded) {
        try {
            var text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return text.contains(":") ? text.substring(0, text.indexOf(':')) : text;
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
