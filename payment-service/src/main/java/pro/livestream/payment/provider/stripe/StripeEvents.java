package pro.livestream.payment.provider.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.payment.provider.PaymentReference;
import pro.livestream.payment.provider.ProviderEvent;
import pro.livestream.payment.provider.ProviderFact;
import pro.livestream.payment.provider.ProviderRefusedException;

/** Reads Stripe's events by the few fields that concern us, whatever API version wrote them. */
final class StripeEvents {
    static final String TENANT = "tenant";
    static final String TRANSACTION = "transaction_id";

    static final List<String> TYPES = List.of(
            "payment_intent.succeeded",
            "payment_intent.payment_failed",
            "payment_intent.requires_action",
            "payment_intent.canceled",
            "charge.refunded",
            "charge.dispute.created",
            "charge.dispute.closed");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StripeEvents() {}

    static ProviderEvent read(String payload) {
        var event = parse(payload);
        var id = event.path("id").asText("");
        var type = event.path("type").asText("");
        if (id.isBlank() || type.isBlank()) {
            throw new ProviderRefusedException("malformed_event", null, "an event has an id and a type");
        }
        var object = event.path("data").path("object");
        var at = Instant.ofEpochSecond(event.path("created").asLong());
        return new ProviderEvent(id, type, reference(object), fact(type, at, object));
    }

    static JsonNode parse(String payload) {
        try {
            return MAPPER.readTree(payload);
        } catch (JsonProcessingException malformed) {
            throw new ProviderRefusedException("malformed_event", null, "not JSON");
        }
    }

    private static @Nullable PaymentReference reference(JsonNode object) {
        var isIntent = object.path("object").asText().equals("payment_intent");
        var id = object.path(isIntent ? "id" : "payment_intent").asText("");
        if (id.isBlank() || id.equals("null")) {
            return null;
        }
        var metadata = object.path("metadata");
        var tenant = metadata.path(TENANT).asText("");
        var transaction = uuid(metadata.path(TRANSACTION).asText(""));
        return tenant.isBlank() || transaction == null
                ? new PaymentReference(id, null, null)
                : new PaymentReference(id, tenant, transaction);
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private static @Nullable ProviderFact fact(String type, Instant at, JsonNode object) {
        return switch (type) {
            case "payment_intent.succeeded" ->
                new ProviderFact.Succeeded(
                        at,
                        object.path("amount_received").asLong(),
                        object.path("currency").asText().toUpperCase(Locale.ROOT));
            case "payment_intent.payment_failed" -> new ProviderFact.Failed(at, failureCode(object));
            case "payment_intent.requires_action" -> new ProviderFact.ActionRequired(at);
            case "payment_intent.canceled" -> new ProviderFact.Canceled(at);
            case "charge.refunded" ->
                new ProviderFact.Refunded(at, object.path("amount_refunded").asLong(), null);
            case "charge.dispute.created", "charge.dispute.closed" -> dispute(type, at, object);
            default -> null;
        };
    }

    private static String failureCode(JsonNode intent) {
        var error = intent.path("last_payment_error");
        var code = error.path("decline_code").asText(error.path("code").asText("unknown"));
        return code.isBlank() ? "unknown" : code;
    }

    /** An inquiry ({@code warning_...}) moves no money. */
    private static @Nullable ProviderFact dispute(String type, Instant at, JsonNode dispute) {
        var status = dispute.path("status").asText();
        var id = dispute.path("id").asText();
        var amount = dispute.path("amount").asLong();
        if (status.startsWith("warning_")) {
            return null;
        }
        return type.endsWith("closed")
                ? new ProviderFact.DisputeClosed(at, id, amount, status.equals("won"))
                : new ProviderFact.DisputeOpened(at, id, amount);
    }
}
