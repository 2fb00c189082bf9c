package pro.livestream.local.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/** Charges: one for each try to take the money of an intent. */
final class Charges {
    private Charges() {}

    static ObjectNode of(ObjectNode intent, TestCard card, Clock clock) {
        var charge = JsonNodeFactory.instance
                .objectNode()
                .put("id", Ids.next("ch"))
                .put("object", "charge")
                .put("amount", intent.path("amount").asLong())
                .put("amount_captured", intent.path("amount").asLong())
                .put("amount_refunded", 0)
                .putNull("balance_transaction")
                .put("captured", true)
                .put("created", clock.instant().getEpochSecond())
                .put("currency", intent.path("currency").asText())
                .put("disputed", false)
                .putNull("failure_code")
                .putNull("failure_message")
                .put("livemode", false);
        charge.set("metadata", intent.path("metadata").deepCopy());
        charge.put("paid", true)
                .put("payment_intent", intent.path("id").asText())
                .put("payment_method", card.id())
                .put("refunded", false)
                .put("status", "succeeded");
        return charge;
    }

    static void decline(ObjectNode charge, TestCard.Decline decline) {
        charge.put("amount_captured", 0)
                .put("captured", false)
                .put("failure_code", decline.code())
                .put("failure_message", decline.message())
                .put("paid", false)
                .put("status", "failed");
    }
}
