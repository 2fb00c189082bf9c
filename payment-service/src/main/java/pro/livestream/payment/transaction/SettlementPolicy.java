package pro.livestream.payment.transaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.Event;
import pro.livestream.contracts.event.TipDisputed;
import pro.livestream.contracts.event.TipRefunded;
import pro.livestream.contracts.event.TipSucceeded;
import pro.livestream.payment.ledger.Posting;
import pro.livestream.payment.provider.ProviderFact;
import pro.livestream.payment.provider.ProviderRefusedException;

/**
 * What a provider's fact does to a transaction. Facts come in any order and repeatedly: a refund or dispute implies the
 * success whose message is still on its way, and nothing that is final is undone by what comes late.
 */
final class SettlementPolicy {
    private final Instant now;
    private final List<Posting> postings = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private Transaction transaction;

    /** The transaction afterwards, and what must be booked and told with it. */
    record Outcome(Transaction after, List<Posting> postings, List<Event> events, boolean changed) {}

    private SettlementPolicy(Transaction before, Instant now) {
        this.transaction = before;
        this.now = now;
    }

    /** Fails with {@link ProviderRefusedException} where the fact can't be about this transaction. */
    static Outcome decide(Transaction before, ProviderFact fact, Instant now) {
        var policy = new SettlementPolicy(before, now);
        policy.apply(fact);
        var after = policy.transaction;
        var changed = after.version() != before.version();
        return new Outcome(
                changed ? after.at(now) : before, List.copyOf(policy.postings), List.copyOf(policy.events), changed);
    }

    private void apply(ProviderFact fact) {
        switch (fact) {
            case ProviderFact.Succeeded succeeded -> succeeded(succeeded);
            case ProviderFact.ActionRequired required ->
                undecided(TransactionStatus.REQUIRES_ACTION, null, required.at());
            case ProviderFact.Failed failed -> undecided(TransactionStatus.FAILED, failed.code(), failed.at());
            case ProviderFact.Canceled canceled -> canceled(canceled.at());
            case ProviderFact.Refunded refunded -> refunded(refunded);
            case ProviderFact.DisputeOpened opened -> disputeOpened(opened.disputeId(), opened.amount());
            case ProviderFact.DisputeClosed closed -> disputeClosed(closed);
        }
    }

    private void succeeded(ProviderFact.Succeeded fact) {
        if (fact.amount() != transaction.amount() || !fact.currency().equals(transaction.currency())) {
            throw new ProviderRefusedException(
                    "amount_mismatch", null, "the provider took another amount than the transaction's");
        }
        succeed();
    }

    private void succeed() {
        if (!transaction.status().isOpen()) {
            return;
        }
        become(TransactionStatus.SUCCEEDED, null, transaction.settlement());
        postings.add(transaction.ledger().tip());
        events.add(new TipSucceeded(
                transaction.tenant(),
                transaction.transactionId(),
                transaction.streamId(),
                transaction.senderId(),
                transaction.receiverId(),
                transaction.amount(),
                transaction.currency(),
                transaction.fee(),
                transaction.senderUsername(),
                transaction.message(),
                now,
                transaction.version()));
    }

    /** What may still turn into a success: of such facts the provider's latest counts. */
    private void undecided(TransactionStatus status, @Nullable String failureCode, Instant at) {
        var said = transaction.settlement().providerSaidAt();
        var isLate = said != null && at.isBefore(said);
        var isKnown =
                transaction.status() == status && java.util.Objects.equals(transaction.failureCode(), failureCode);
        if (transaction.status().isOpen() && !isLate && !isKnown) {
            become(status, failureCode, said(at));
        }
    }

    private void canceled(Instant at) {
        if (transaction.status().isOpen() && !"canceled".equals(transaction.failureCode())) {
            become(TransactionStatus.FAILED, "canceled", said(at));
        }
    }

    private void refunded(ProviderFact.Refunded fact) {
        var before = transaction.settlement().refunded();
        if (fact.total() > transaction.amount()) {
            throw new ProviderRefusedException("amount_mismatch", null, "more was refunded than was paid");
        }
        if (fact.total() <= before) {
            return;
        }
        succeed();
        var old = transaction.settlement();
        var settlement = new Transaction.Settlement(fact.total(), old.disputed(), old.dispute(), old.providerSaidAt());
        become(statusAfter(settlement), null, settlement);
        if (taken(settlement) > taken(old)) {
            postings.add(transaction.ledger().refund("to " + fact.total(), taken(old), taken(settlement)));
        }
        events.add(new TipRefunded(
                transaction.tenant(),
                transaction.transactionId(),
                transaction.streamId(),
                transaction.senderId(),
                transaction.receiverId(),
                fact.total() - before,
                transaction.currency(),
                fact.reason(),
                now,
                transaction.version()));
    }

    private void disputeOpened(String disputeId, long amount) {
        if (transaction.settlement().dispute() != null) {
            return;
        }
        succeed();
        var old = transaction.settlement();
        var withheld = Math.min(amount, transaction.amount() - old.refunded());
        var settlement =
                new Transaction.Settlement(old.refunded(), withheld, DisputeState.OPENED, old.providerSaidAt());
        become(TransactionStatus.DISPUTED, null, settlement);
        if (withheld > 0) {
            postings.add(transaction.ledger().disputeOpened(disputeId, taken(old), taken(settlement)));
        }
        events.add(disputed("opened"));
    }

    private void disputeClosed(ProviderFact.DisputeClosed fact) {
        disputeOpened(fact.disputeId(), fact.amount());
        var old = transaction.settlement();
        if (old.dispute() != DisputeState.OPENED) {
            return;
        }
        var state = fact.won() ? DisputeState.WON : DisputeState.LOST;
        var settlement = new Transaction.Settlement(
                old.refunded(), fact.won() ? 0 : old.disputed(), state, old.providerSaidAt());
        become(statusAfter(settlement), null, settlement);
        if (taken(settlement) < taken(old)) {
            postings.add(transaction.ledger().disputeWon(fact.disputeId(), taken(settlement), taken(old)));
        }
        events.add(disputed(state.wireName()));
    }

    /** How much of the amount is not ours any more; the ledger stands at the fee's share of it. */
    private long taken(Transaction.Settlement settlement) {
        return Math.min(transaction.amount(), settlement.refunded() + settlement.disputed());
    }

    private TransactionStatus statusAfter(Transaction.Settlement settlement) {
        var dispute = settlement.dispute();
        if (dispute == DisputeState.OPENED || dispute == DisputeState.LOST) {
            return TransactionStatus.DISPUTED;
        }
        return settlement.refunded() == transaction.amount() ? TransactionStatus.REFUNDED : TransactionStatus.SUCCEEDED;
    }

    private TipDisputed disputed(String state) {
        return new TipDisputed(
                transaction.tenant(),
                transaction.transactionId(),
                transaction.streamId(),
                transaction.senderId(),
                transaction.receiverId(),
                transaction.amount(),
                transaction.currency(),
                state,
                now,
                transaction.version());
    }

    private Transaction.Settlement said(Instant at) {
        var old = transaction.settlement();
        return new Transaction.Settlement(old.refunded(), old.disputed(), old.dispute(), at);
    }

    private void become(TransactionStatus status, @Nullable String failureCode, Transaction.Settlement settlement) {
        transaction = transaction.with(status, failureCode, settlement);
    }
}
