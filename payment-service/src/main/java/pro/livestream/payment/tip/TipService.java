package pro.livestream.payment.tip;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.payment.provider.PaymentProvider;
import pro.livestream.payment.provider.PreparedPayment;
import pro.livestream.payment.provider.ProviderAwayException;
import pro.livestream.payment.provider.ProviderFact;
import pro.livestream.payment.provider.ProviderRefusedException;
import pro.livestream.payment.transaction.PaymentError;
import pro.livestream.payment.transaction.Transaction;
import pro.livestream.payment.transaction.Transactions;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.idempotency.Idempotency;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/**
 * Begins tips: the transaction is committed first, then the provider prepares its payment under a key made of it. Whatever
 * dies in between, the same request again goes on where it stopped.
 */
@ApplicationScoped
class TipService {
    private final StreamClient streams;
    private final TenantDatabase database;
    private final Transactions transactions;
    private final PaymentProvider provider;
    private final TipConfig config;

    TipService(
            StreamClient streams,
            TenantDatabase database,
            Transactions transactions,
            PaymentProvider provider,
            TipConfig config) {
        this.streams = streams;
        this.database = database;
        this.transactions = transactions;
        this.provider = provider;
        this.config = config;
    }

    /** What is kept of an answer: the payer's secret is not. */
    record Begun(UUID transactionId) {}

    /** Whose the stream is, or why that is not known; it matters only where the request is new. */
    private record Lookup(
            Optional<UUID> broadcaster, @Nullable Throwable failure) {}

    Uni<TipAnswer> create(Caller user, TipDraft draft, Idempotency.Request once) {
        var tip = TipPolicy.accept(draft, config.amountMax());
        return streams.broadcasterOf(user.tenant(), tip.streamId())
                .map(found -> new Lookup(found, null))
                .onFailure()
                .recoverWithItem(failure -> new Lookup(Optional.empty(), failure))
                .chain(lookup -> database.inTransaction(
                        user.tenant(),
                        tx -> Idempotency.once(tx, once, Begun.class, () -> begin(tx, user, tip, lookup, once.key()))))
                .chain(begun -> transactions.get(user.tenant(), begun.transactionId()))
                .chain(transaction -> prepare(user.tenant(), transaction));
    }

    private Uni<Begun> begin(SqlConnection tx, Caller user, TipPolicy.Tip tip, Lookup lookup, String key) {
        if (lookup.failure() != null) {
            return Uni.createFrom().failure(lookup.failure());
        }
        var broadcaster = lookup.broadcaster().orElseThrow(() -> new PaymentError.UnknownStream().refused());
        if (broadcaster.equals(user.userId())) {
            throw new PaymentError.OwnStream().refused();
        }
        var basisPoints =
                config.tenantFeeBasisPoints().getOrDefault(user.tenant().name(), config.feeBasisPoints());
        var draft = new Transaction.Draft(
                Ids.next(),
                user.tenant().name(),
                tip.streamId(),
                user.userId(),
                user.username(),
                broadcaster,
                tip.amount(),
                tip.currency(),
                TipPolicy.fee(tip.amount(), basisPoints),
                tip.message(),
                provider.name(),
                key);
        return transactions
                .begin(tx, draft, config.velocityMax(), config.velocityPeriod())
                .map(begun -> new Begun(begun.transactionId()));
    }

    private Uni<TipAnswer> prepare(Tenant tenant, Transaction transaction) {
        var known = transaction.providerPaymentId();
        var prepared = known == null ? preparedNow(tenant, transaction) : provider.prepared(known);
        return prepared.map(payment -> new TipAnswer(transaction.transactionId(), payment.clientSecret()))
                .onFailure(ProviderAwayException.class)
                .transform(away -> new PaymentError.ProviderAway().refused());
    }

    private Uni<PreparedPayment> preparedNow(Tenant tenant, Transaction transaction) {
        return provider.prepare(transaction.order())
                .onFailure(ProviderRefusedException.class)
                .call(no -> transactions.settle(tenant, transaction.transactionId(), List.of(refusedFact(no))))
                .onFailure(ProviderRefusedException.class)
                .transform(no -> new PaymentError.RefusedByProvider(no.code(), no.param()).refused())
                .call(payment -> transactions.bind(tenant, transaction, payment.providerPaymentId()));
    }

    private static ProviderFact refusedFact(ProviderRefusedException refused) {
        return new ProviderFact.Failed(java.time.Clock.systemUTC().instant(), refused.code());
    }
}
