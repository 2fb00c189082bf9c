package pro.livestream.local.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A "no" as Stripe words it: HTTP status and the {@code error} object. */
final class StripeFailure extends RuntimeException {
    private static final String INVALID_REQUEST = "invalid_request_error";

    private final int status;
    private final transient ObjectNode error;
    private final boolean repeatable;

    private StripeFailure(int status, ObjectNode error, boolean repeatable) {
        super(error.path("message").asText(), null, false, false);
        this.status = status;
        this.error = error;
        this.repeatable = repeatable;
    }

    /** The request itself is wrong: nothing was begun, and its idempotency key stays free. */
    static StripeFailure invalid(@Nullable String code, @Nullable String param, String message) {
        var error = error(INVALID_REQUEST, code, message);
        if (param != null) {
            error.put("param", param);
        }
        return new StripeFailure(400, error, false);
    }

    static StripeFailure missing(String kind, String id) {
        var error = error(INVALID_REQUEST, "resource_missing", "No such " + kind + ": '" + id + "'");
        return new StripeFailure(404, error.put("param", "id"), false);
    }

    static StripeFailure unknownPath(String method, String path) {
        return new StripeFailure(
                404, error(INVALID_REQUEST, null, "Unrecognized request URL (" + method + ": " + path + ")."), false);
    }

    static StripeFailure unauthenticated(String message) {
        return new StripeFailure(401, error(INVALID_REQUEST, null, message), false);
    }

    static StripeFailure secretKeyRequired() {
        var message = "This API call cannot be made with a publishable API key. Please use a secret API key.";
        return new StripeFailure(401, error(INVALID_REQUEST, "secret_key_required", message), false);
    }

    static StripeFailure idempotency(int status, @Nullable String code, String message) {
        return new StripeFailure(status, error("idempotency_error", code, message), false);
    }

    /** The object's state does not allow it. */
    static StripeFailure state(String code, String message) {
        return new StripeFailure(400, error(INVALID_REQUEST, code, message), true);
    }

    static StripeFailure card(ObjectNode error, ObjectNode paymentIntent) {
        var whole = error.deepCopy();
        whole.set("payment_intent", paymentIntent);
        return new StripeFailure(402, whole, true);
    }

    private static ObjectNode error(String type, @Nullable String code, String message) {
        var error = JsonNodeFactory.instance.objectNode();
        if (code != null) {
            error.put("code", code).put("doc_url", "https://stripe.com/docs/error-codes/" + code.replace('_', '-'));
        }
        return error.put("message", message).put("type", type);
    }

    int status() {
        return status;
    }

    /** Whether the same idempotency key gets the same refusal again. */
    boolean repeatable() {
        return repeatable;
    }

    ObjectNode body() {
        var body = JsonNodeFactory.instance.objectNode();
        body.set("error", error);
        return body;
    }
}
