package pro.livestream.local.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/** Money given back, in whole or in parts. */
final class Refunds {
    private final Journal journal;
    private final EventLog events;
    private final Clock clock;

    Refunds(Journal journal, EventLog events, Clock clock) {
        this.journal = journal;
        this.events = events;
        this.clock = clock;
    }

    ObjectNode create(ObjectNode form) {
        var charge = charge(form);
        var left =
                charge.path("amount").asLong() - charge.path("amount_refunded").asLong();
        var amount = form.has("amount") ? Long.parseLong(form.path("amount").asText()) : left;
        if (charge.path("disputed").asBoolean()) {
            throw StripeFailure.state(
                    "charge_disputed", "Charge " + charge.path("id").asText() + " has been charged back.");
        }
        if (left == 0) {
            throw StripeFailure.state(
                    "charge_already_refunded", "Charge " + charge.path("id").asText() + " has already been refunded.");
        }
        if (amount < 1 || amount > left) {
            throw StripeFailure.invalid(
                    "parameter_invalid_integer",
                    "amount",
                    "Refund amount (%d) is greater than unrefunded amount on charge (%d)".formatted(amount, left));
        }
        var refund = refund(form, charge, amount);
        charge.put("amount_refunded", charge.path("amount_refunded").asLong() + amount)
                .put("refunded", left == amount);
        journal.put(Journal.Kind.CHARGE, charge.path("id").asText(), charge);
        journal.put(Journal.Kind.REFUND, refund.path("id").asText(), refund);
        events.add("refund.created", refund);
        events.add("charge.refunded", charge);
        return refund;
    }

    private ObjectNode refund(ObjectNode form, ObjectNode charge, long amount) {
        var refund = JsonNodeFactory.instance
                .objectNode()
                .put("id", Ids.next("re"))
                .put("object", "refund")
                .put("amount", amount)
                .putNull("balance_transaction")
                .put("charge", charge.path("id").asText())
                .put("created", clock.instant().getEpochSecond())
                .put("currency", charge.path("currency").asText());
        refund.set("metadata", form.path("metadata") instanceof ObjectNode given ? given : refund.objectNode());
        return refund.put("payment_intent", charge.path("payment_intent").asText())
                .put("reason", form.path("reason").asText(null))
                .put("status", "succeeded");
    }

    private ObjectNode charge(ObjectNode form) {
        if (form.has("charge")) {
            return journal.require(Journal.Kind.CHARGE, form.path("charge").asText());
        }
        if (!form.has("payment_intent")) {
            throw StripeFailure.invalid(
                    "parameter_missing",
                    "payment_intent",
                    "One of the following params should be provided: payment_intent or charge.");
        }
        var intent = journal.require(
                Journal.Kind.PAYMENT_INTENT, form.path("payment_intent").asText());
        if (!intent.path("status").asText().equals("succeeded")) {
            throw StripeFailure.state(
                    "payment_intent_unexpected_state",
                    "This PaymentIntent (%s) does not have a successful charge to refund."
                            .formatted(intent.path("id").asText()));
        }
        return journal.require(Journal.Kind.CHARGE, intent.path("latest_charge").asText());
    }
}
