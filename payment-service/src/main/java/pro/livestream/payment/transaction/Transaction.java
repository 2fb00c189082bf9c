package pro.livestream.payment.transaction;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.payment.ledger.TipLedger;
import pro.livestream.payment.provider.PaymentOrder;
import pro.livestream.payment.provider.ProviderFact;

/** One tip; amounts in the minor unit of {@code currency}. */
public record Transaction(
        UUID transactionId,
        String tenant,
        UUID streamId,
        UUID senderId,
        String senderUsername,
        UUID receiverId,
        long amount,
        String currency,
        long fee,
        @Nullable String message,
        TransactionStatus status,
        String provider,
        @Nullable String providerPaymentId,
        String idempotencyKey,
        @Nullable String failureCode,
        Settlement settlement,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** What the provider has said so far beyond the status. */
    record Settlement(
            long refunded,
            long disputed,
            @Nullable DisputeState dispute,
            @Nullable Instant providerSaidAt) {
        static final Settlement NONE = new Settlement(0, 0, null, null);
    }

    /** What a payer asks for. */
    public record Draft(
            UUID transactionId,
            String tenant,
            UUID streamId,
            UUID senderId,
            String senderUsername,
            UUID receiverId,
            long amount,
            String currency,
            long fee,
            @Nullable String message,
            String provider,
            String idempotencyKey) {}

    static Transaction of(Draft draft, Instant now) {
        return new Transaction(
                draft.transactionId(),
                draft.tenant(),
                draft.streamId(),
                draft.senderId(),
                draft.senderUsername(),
                draft.receiverId(),
                draft.amount(),
                draft.currency(),
                draft.fee(),
                draft.message(),
                TransactionStatus.CREATED,
                draft.provider(),
                null,
                draft.idempotencyKey(),
                null,
                Settlement.NONE,
                1,
                now,
                now);
    }

    public PaymentOrder order() {
        return new PaymentOrder(tenant, transactionId, streamId, amount, currency);
    }

    /** Within one second, the unit of the provider's clock, nobody can tell which of two undecided facts is the later. */
    boolean isTied(ProviderFact fact) {
        var undecided = fact instanceof ProviderFact.ActionRequired || fact instanceof ProviderFact.Failed;
        return undecided && status.isOpen() && fact.at().equals(settlement.providerSaidAt());
    }

    TipLedger ledger() {
        return new TipLedger(provider, receiverId, amount, fee, currency);
    }

    Transaction with(TransactionStatus newStatus, @Nullable String newFailureCode, Settlement newSettlement) {
        return new Transaction(
                transactionId,
                tenant,
                streamId,
                senderId,
                senderUsername,
                receiverId,
                amount,
                currency,
                fee,
                message,
                newStatus,
                provider,
                providerPaymentId,
                idempotencyKey,
                newFailureCode,
                newSettlement,
                version + 1,
                createdAt,
                updatedAt);
    }

    Transaction at(Instant now) {
        return new Transaction(
                transactionId,
                tenant,
                streamId,
                senderId,
                senderUsername,
                receiverId,
                amount,
                currency,
                fee,
                message,
                status,
                provider,
                providerPaymentId,
                idempotencyKey,
                failureCode,
                settlement,
                version,
                createdAt,
                now);
    }
}
