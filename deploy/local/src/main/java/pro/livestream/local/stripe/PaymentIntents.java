package pro.livestream.local.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Payment intents from their making to their charge, with Stripe's states. */
final class PaymentIntents {
    private static final Set<String> OPEN =
            Set.of("requires_payment_method", "requires_confirmation", "requires_action");

    private final Journal journal;
    private final EventLog events;
    private final Disputes disputes;
    private final Clock clock;

    PaymentIntents(Journal journal, EventLog events, Disputes disputes, Clock clock) {
        this.journal = journal;
        this.events = events;
        this.disputes = disputes;
        this.clock = clock;
    }

    ObjectNode create(ObjectNode form, String origin) {
        var amount = Long.parseLong(form.path("amount").asText());
        var currency = form.path("currency").asText().toLowerCase(Locale.ROOT);
        Currencies.check(currency, amount);
        if (form.path("capture_method").asText().equals("manual")) {
            throw StripeFailure.invalid(null, "capture_method", "This simulator captures automatically only.");
        }
        var id = Ids.next("pi");
        var intent = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "payment_intent")
                .put("amount", amount)
                .put("amount_capturable", 0)
                .put("amount_received", 0)
                .putNull("application")
                .putNull("application_fee_amount");
        intent.set("automatic_payment_methods", automatic(form));
        intent.putNull("canceled_at")
                .putNull("cancellation_reason")
                .put("capture_method", "automatic")
                .put("client_secret", Ids.next(id + "_secret"))
                .put("confirmation_method", "automatic")
                .put("created", clock.instant().getEpochSecond())
                .put("currency", currency)
                .putNull("customer")
                .put("description", form.path("description").asText(null))
                .putNull("last_payment_error")
                .putNull("latest_charge")
                .put("livemode", false);
        intent.set("metadata", form.path("metadata") instanceof ObjectNode given ? given : intent.objectNode());
        intent.putNull("next_action").putNull("payment_method");
        intent.putArray("payment_method_types").add("card");
        intent.put("receipt_email", form.path("receipt_email").asText(null)).put("status", "requires_payment_method");
        if (form.has("payment_method")) {
            intent.put("payment_method", card(form).id()).put("status", "requires_confirmation");
        }
        save(intent);
        events.add("payment_intent.created", intent);
        return form.path("confirm").asText().equals("true") ? confirm(id, form, origin) : intent;
    }

    private static @Nullable ObjectNode automatic(ObjectNode form) {
        if (!(form.path("automatic_payment_methods") instanceof ObjectNode given)) {
            return null;
        }
        return given.objectNode()
                .put("allow_redirects", given.path("allow_redirects").asText("always"))
                .put("enabled", given.path("enabled").asText().equals("true"));
    }

    /** {@code origin} is where the payer's browser reaches this simulator, for the challenge. */
    ObjectNode confirm(String id, ObjectNode form, String origin) {
        var intent = requireOpen(id, "confirm");
        var methodGiven = form.has("payment_method");
        if (!methodGiven && intent.path("payment_method").isNull()) {
            throw StripeFailure.state(
                    "payment_intent_unexpected_state",
                    "You cannot confirm this PaymentIntent because it's missing a payment method.");
        }
        var card = methodGiven ? card(form) : card(intent);
        intent.put("payment_method", card.id()).putNull("last_payment_error").putNull("next_action");
        if (card.challenged()) {
            return challenge(intent, form.path("return_url").asText(null), origin);
        }
        return charge(intent, card);
    }

    private ObjectNode challenge(ObjectNode intent, @Nullable String returnUrl, String origin) {
        var id = intent.path("id").asText();
        var token = Ids.next("payatt");
        journal.put(
                Journal.Kind.CHALLENGE,
                id,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", id)
                        .put("token", token)
                        .put("return_url", returnUrl));
        intent.put("status", "requires_action");
        intent.putObject("next_action")
                .put("type", "redirect_to_url")
                .putObject("redirect_to_url")
                .put("return_url", returnUrl)
                .put("url", origin + "/challenge/" + id + "?token=" + token);
        save(intent);
        events.add("payment_intent.requires_action", intent);
        return intent;
    }

    /** The payer passed the bank's challenge, or did not; a decline shows in the intent only. */
    ObjectNode finishChallenge(String id, boolean passed) {
        var intent = requireOpen(id, "authenticate");
        intent.putNull("next_action");
        if (passed) {
            try {
                return charge(intent, card(intent));
            } catch (StripeFailure declined) {
                return intent;
            }
        }
        fail(
                intent,
                null,
                error(
                        "payment_intent_authentication_failure",
                        null,
                        "The provided PaymentMethod has failed authentication. You can provide payment_method_data "
                                + "or a new PaymentMethod to attempt to fulfill this PaymentIntent again.",
                        "invalid_request_error"));
        return intent;
    }

    private ObjectNode charge(ObjectNode intent, TestCard card) {
        var charge = Charges.of(intent, card, clock);
        var decline = card.decline();
        if (decline != null) {
            Charges.decline(charge, decline);
            var error = error(decline.code(), decline.declineCode(), decline.message(), "card_error");
            error.put("charge", charge.path("id").asText());
            journal.put(Journal.Kind.CHARGE, charge.path("id").asText(), charge);
            events.add("charge.failed", charge);
            fail(intent, charge.path("id").asText(), error);
            throw StripeFailure.card(error, intent);
        }
        var id = charge.path("id").asText();
        journal.put(Journal.Kind.CHARGE, id, charge);
        intent.put("status", "succeeded")
                .put("amount_received", intent.path("amount").asLong())
                .put("latest_charge", id);
        save(intent);
        events.add("charge.succeeded", charge);
        events.add("payment_intent.succeeded", intent);
        disputes.open(charge, card.dispute());
        return intent;
    }

    private void fail(ObjectNode intent, @Nullable String charge, ObjectNode error) {
        intent.put("status", "requires_payment_method").putNull("payment_method");
        if (charge != null) {
            intent.put("latest_charge", charge);
        }
        intent.set("last_payment_error", error);
        save(intent);
        events.add("payment_intent.payment_failed", intent);
    }

    ObjectNode cancel(String id, ObjectNode form) {
        var intent = requireOpen(id, "cancel");
        intent.put("status", "canceled")
                .put("canceled_at", clock.instant().getEpochSecond())
                .put("cancellation_reason", form.path("cancellation_reason").asText(null))
                .putNull("next_action");
        save(intent);
        events.add("payment_intent.canceled", intent);
        return intent;
    }

    private ObjectNode requireOpen(String id, String verb) {
        var intent = journal.require(Journal.Kind.PAYMENT_INTENT, id);
        var status = intent.path("status").asText();
        if (!OPEN.contains(status)) {
            throw StripeFailure.state(
                    "payment_intent_unexpected_state",
                    "You cannot %s this PaymentIntent because it has a status of %s.".formatted(verb, status));
        }
        return intent;
    }

    private static TestCard card(ObjectNode holder) {
        var id = holder.path("payment_method").asText();
        return TestCard.named(id)
                .orElseThrow(() -> StripeFailure.invalid(
                        "resource_missing", "payment_method", "No such PaymentMethod: '" + id + "'"));
    }

    private static ObjectNode error(String code, @Nullable String declineCode, String message, String type) {
        var error = JsonNodeFactory.instance.objectNode().put("code", code);
        if (declineCode != null) {
            error.put("decline_code", declineCode);
        }
        return error.put("message", message).put("type", type);
    }

    private void save(ObjectNode intent) {
        journal.put(Journal.Kind.PAYMENT_INTENT, intent.path("id").asText(), intent);
    }
}
