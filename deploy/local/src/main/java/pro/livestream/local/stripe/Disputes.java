package pro.livestream.local.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/** Disputes, which {@code pm_card_createDispute} opens and Stripe's test evidence decides. */
final class Disputes {
    private final Journal journal;
    private final EventLog events;
    private final Clock clock;

    Disputes(Journal journal, EventLog events, Clock clock) {
        this.journal = journal;
        this.events = events;
        this.clock = clock;
    }

    void open(ObjectNode charge, TestCard.Dispute kind) {
        if (kind == TestCard.Dispute.NONE) {
            return;
        }
        var inquiry = kind == TestCard.Dispute.INQUIRY;
        var dispute = JsonNodeFactory.instance
                .objectNode()
                .put("id", Ids.next("dp"))
                .put("object", "dispute")
                .put("amount", charge.path("amount").asLong())
                .put("charge", charge.path("id").asText())
                .put("created", clock.instant().getEpochSecond())
                .put("currency", charge.path("currency").asText())
                .put("is_charge_refundable", inquiry)
                .put("livemode", false);
        dispute.putObject("metadata");
        dispute.put("payment_intent", charge.path("payment_intent").asText())
                .put("reason", "fraudulent")
                .put("status", inquiry ? "warning_needs_response" : "needs_response");
        charge.put("disputed", true);
        journal.put(Journal.Kind.CHARGE, charge.path("id").asText(), charge);
        save(dispute);
        events.add("charge.dispute.created", dispute);
        if (!inquiry) {
            events.add("charge.dispute.funds_withdrawn", dispute);
        }
    }

    /** As with Stripe's test mode, the words {@code winning_evidence} and {@code losing_evidence} decide. */
    ObjectNode update(String id, ObjectNode form) {
        var dispute = requireOpen(id);
        return switch (form.path("evidence").path("uncategorized_text").asText()) {
            case "winning_evidence" -> close(dispute, true);
            case "losing_evidence" -> close(dispute, false);
            default -> dispute;
        };
    }

    ObjectNode accept(String id) {
        return close(requireOpen(id), false);
    }

    private ObjectNode requireOpen(String id) {
        var dispute = journal.require(Journal.Kind.DISPUTE, id);
        if (!dispute.path("status").asText().endsWith("needs_response")) {
            throw StripeFailure.state("dispute_closed", "This dispute is already closed.");
        }
        return dispute;
    }

    private ObjectNode close(ObjectNode dispute, boolean won) {
        var inquiry = dispute.path("status").asText().startsWith("warning_");
        dispute.put("status", inquiry ? "warning_closed" : won ? "won" : "lost");
        save(dispute);
        events.add("charge.dispute.closed", dispute);
        if (won && !inquiry) {
            events.add("charge.dispute.funds_reinstated", dispute);
        }
        return dispute;
    }

    private void save(ObjectNode dispute) {
        journal.put(Journal.Kind.DISPUTE, dispute.path("id").asText(), dispute);
    }
}
