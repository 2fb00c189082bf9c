package pro.livestream.payment.refund;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import pro.livestream.payment.provider.PaymentProvider;
import pro.livestream.payment.provider.ProviderAwayException;
import pro.livestream.payment.provider.ProviderRefusedException;
import pro.livestream.payment.transaction.PaymentError;
import pro.livestream.payment.transaction.Transaction;
import pro.livestream.payment.transaction.TransactionResource;
import pro.livestream.payment.transaction.TransactionStatus;
import pro.livestream.payment.transaction.TransactionView;
import pro.livestream.payment.transaction.Transactions;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CurrentCaller;

/** Gives a tip back: by who was tipped, or by an administrator of the tenant. */
@Path("/api/transactions/{id}/refund")
public class RefundResource {
    private final Transactions transactions;
    private final PaymentProvider provider;
    private final CurrentCaller caller;

    RefundResource(Transactions transactions, PaymentProvider provider, CurrentCaller caller) {
        this.transactions = transactions;
        this.provider = provider;
        this.caller = caller;
    }

    /** Done when the provider says so; the whole of it is given back. */
    @POST
    public Uni<TransactionView> refund(@PathParam("id") String id) {
        var by = caller.get();
        return transactions
                .get(by, TransactionResource.id(id))
                .invoke(transaction -> check(by, transaction))
                .chain(transaction -> refund(by, transaction))
                .map(TransactionView::of);
    }

    private static void check(Caller by, Transaction transaction) {
        var isReceiver = by.isUser() && by.userId().equals(transaction.receiverId());
        if (!isReceiver && !by.isAdmin()) {
            throw new PaymentError.NotReceiver().refused();
        }
        if (transaction.status() != TransactionStatus.SUCCEEDED || transaction.providerPaymentId() == null) {
            throw new PaymentError.NotRefundable(transaction.status()).refused();
        }
    }

    private Uni<Transaction> refund(Caller by, Transaction transaction) {
        var payment = java.util.Objects.requireNonNull(transaction.providerPaymentId());
        return provider.refund(transaction.order(), payment)
                .onFailure(ProviderAwayException.class)
                .transform(away -> new PaymentError.ProviderAway().refused())
                .onFailure(ProviderRefusedException.class)
                .transform(refused -> new PaymentError.NotRefundable(transaction.status()).refused())
                .chain(facts -> transactions.settle(by.tenant(), transaction.transactionId(), facts));
    }
}
