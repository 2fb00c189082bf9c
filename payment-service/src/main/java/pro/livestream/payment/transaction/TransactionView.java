package pro.livestream.payment.transaction;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A transaction as its two sides see it. */
public record TransactionView(
        UUID transactionId,
        UUID streamId,
        UUID senderId,
        String senderUsername,
        UUID receiverId,
        long amount,
        String currency,
        long fee,
        @Nullable String message,
        String status,
        @Nullable String failureCode,
        long refundedAmount,
        Instant createdAt,
        Instant updatedAt) {

    public static TransactionView of(Transaction transaction) {
        return new TransactionView(
                transaction.transactionId(),
                transaction.streamId(),
                transaction.senderId(),
                transaction.senderUsername(),
                transaction.receiverId(),
                transaction.amount(),
                transaction.currency(),
                transaction.fee(),
                transaction.message(),
                transaction.status().wireName(),
                transaction.failureCode(),
                transaction.settlement().refunded(),
                transaction.createdAt(),
                transaction.updatedAt());
    }
}
