package pro.livestream.payment.transaction;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.payment.provider.ProviderFact;
import pro.livestream.payment.provider.ProviderRefusedException;
import pro.livestream.platform.consumer.PersonalData;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.outbox.Outbox;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Begins transactions and lets the provider's facts act on them: status, ledger and events in one commit. */
@ApplicationScoped
public class Transactions implements PersonalData {
    private final TenantDatabase database;
    private final TransactionStore store;
    private final LedgerStore ledger;
    private final Outbox outbox;
    private final MeterRegistry metrics;
    private final Clock clock = Clock.systemUTC();

    Transactions(
            TenantDatabase database, TransactionStore store, LedgerStore ledger, Outbox outbox, MeterRegistry metrics) {
        this.database = database;
        this.store = store;
        this.ledger = ledger;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    /** Refuses the sender's tip that comes after {@code max} in {@code period}. */
    public Uni<Transaction> begin(SqlConnection tx, Transaction.Draft draft, int max, Duration period) {
        var now = clock.instant();
        var transaction = Transaction.of(draft, now);
        return store.begunSince(tx, draft.senderId(), now.minus(period))
                .invoke(begun -> {
                    if (begun >= max) {
                        throw new PaymentError.TooManyTips(period).refused();
                    }
                })
                .chain(() -> store.insert(tx, transaction))
                .replaceWith(transaction);
    }

    /** Refuses with 404 what is not there. */
    public Uni<Transaction> get(Tenant tenant, UUID transactionId) {
        return database.inTransaction(tenant, tx -> store.find(tx, transactionId))
                .map(found -> found.orElseThrow(() -> new PaymentError.UnknownTransaction().refused()));
    }

    /** Refuses with 404 what does not concern the caller. */
    public Uni<Transaction> get(Caller caller, UUID transactionId) {
        return get(caller.tenant(), transactionId).invoke(transaction -> {
            var isParty = caller.isUser()
                    && (caller.userId().equals(transaction.senderId())
                            || caller.userId().equals(transaction.receiverId()));
            if (!isParty && !caller.isAdmin()) {
                throw new PaymentError.UnknownTransaction().refused();
            }
        });
    }

    /** The provider has prepared the payment. */
    public Uni<Void> bind(Tenant tenant, Transaction transaction, String providerPaymentId) {
        return database.inTransaction(tenant, tx -> store.bind(tx, transaction, providerPaymentId));
    }

    /** Whether only the provider can tell what holds, since it said something else in the same second. */
    public Uni<Boolean> isTied(Tenant tenant, UUID transactionId, ProviderFact fact) {
        return database.inTransaction(tenant, tx -> store.find(tx, transactionId))
                .map(found ->
                        found.filter(transaction -> transaction.isTied(fact)).isPresent());
    }

    /** The provider's facts act in a transaction of their own; the state afterwards. */
    public Uni<Transaction> settle(Tenant tenant, UUID transactionId, List<ProviderFact> facts) {
        return database.inTransaction(tenant, tx -> settle(tx, transactionId, null, facts));
    }

    /**
     * As above, in the caller's transaction.
     *
     * @param providerPaymentId of whom the facts are, checked where it is given
     */
    public Uni<Transaction> settle(
            SqlConnection tx, UUID transactionId, @Nullable String providerPaymentId, List<ProviderFact> facts) {
        return store.lock(tx, transactionId)
                .map(found -> found.orElseThrow(() -> new ProviderRefusedException(
                        "unknown_transaction", null, "the provider speaks of a transaction that is not here")))
                .chain(transaction -> bound(tx, transaction, providerPaymentId))
                .chain(transaction -> applyAll(tx, transaction, facts, 0));
    }

    private Uni<Transaction> bound(SqlConnection tx, Transaction transaction, @Nullable String providerPaymentId) {
        if (providerPaymentId == null || providerPaymentId.equals(transaction.providerPaymentId())) {
            return Uni.createFrom().item(transaction);
        }
        if (transaction.providerPaymentId() != null) {
            throw new ProviderRefusedException(
                    "payment_mismatch", null, "the provider speaks of another payment than the transaction's");
        }
        return store.bind(tx, transaction, providerPaymentId).replaceWith(transaction);
    }

    private Uni<Transaction> applyAll(SqlConnection tx, Transaction before, List<ProviderFact> facts, int index) {
        return index == facts.size()
                ? Uni.createFrom().item(before)
                : apply(tx, before, facts.get(index)).chain(after -> applyAll(tx, after, facts, index + 1));
    }

    private Uni<Transaction> apply(SqlConnection tx, Transaction before, ProviderFact fact) {
        var outcome = SettlementPolicy.decide(before, fact, clock.instant());
        if (!outcome.changed()) {
            return Uni.createFrom().item(before);
        }
        metrics.counter(
                        "livestream.payments.settled",
                        "status",
                        outcome.after().status().wireName())
                .increment();
        var done = store.update(tx, outcome.after());
        for (var posting : outcome.postings()) {
            done = done.chain(() -> ledger.append(tx, before.transactionId(), posting));
        }
        for (var event : outcome.events()) {
            done = done.chain(() -> outbox.append(tx, event));
        }
        return done.replaceWith(outcome.after());
    }

    /** Takes a sender's name and words out; who was paid how much stays. */
    @Override
    public Uni<Void> erase(Tenant tenant, UUID senderId) {
        return database.inTransactionOfEvent(tenant, tx -> store.forget(tx, senderId));
    }

    /** Some of the tenant's transactions that wait too long for the provider's word. */
    public Uni<List<Transaction>> takePending(Tenant tenant, Duration waited, Duration again, int max) {
        return database.inTransaction(tenant, tx -> store.takePending(tx, clock.instant(), waited, again, max));
    }
}
